#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The payloads of inline ids, 60 bits each: one pair of functions a datatype. `encode_…` takes a
/// lexical form and gives nothing unless `decode_…` gives back exactly that form. Payloads sort as
/// the values do.
namespace kg {

std::optional<std::uint64_t> encode_integer(std::string_view lexical);
std::string decode_integer(std::uint64_t payload);

std::optional<std::uint64_t> encode_decimal(std::string_view lexical);
std::string decode_decimal(std::uint64_t payload);

std::optional<std::uint64_t> encode_double(std::string_view lexical);
std::string decode_double(std::uint64_t payload);

/// A date or dateTime, and whether it has a timezone, which decides the kind of its id.
struct EncodedTime {
  std::uint64_t payload = 0;
  bool zoned = false;
};

std::optional<EncodedTime> encode_date(std::string_view lexical);
std::string decode_date(EncodedTime date);

std::optional<EncodedTime> encode_date_time(std::string_view lexical);
std::string decode_date_time(EncodedTime date_time);

}  // namespace kg
