#pragma once

#include <cstdint>
#include <random>
#include <string>

/// A random rule document and random data for it, in a few terms, so that much of it matches. Not
/// every document can be stratified.
struct RandomProgram {
  std::string rules;
  std::string data;  ///< Turtle

  explicit RandomProgram(std::uint32_t seed);
};
