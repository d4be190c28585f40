#pragma once

#include "kg/big_array.h"

namespace rules {

using kg::BigArray;
using kg::prefer_huge_pages;

}  // namespace rules
