#include <openssl/evp.h>

#include <array>
#include <cassert>

#include "rules/match/evaluation.h"

namespace match {

namespace {

using parser::Operator;

const EVP_MD* digest_of(Operator op) {
  switch (op) {
    case Operator::Md5:
      return EVP_md5();
    case Operator::Sha1:
      return EVP_sha1();
    case Operator::Sha256:
      return EVP_sha256();
    case Operator::Sha384:
      return EVP_sha384();
    default:
      assert(op == Operator::Sha512);
      return EVP_sha512();
  }
}

}  // namespace

Result apply_on_hashes(Evaluation& evaluation, const Expression& call, Arguments arguments) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const auto text = evaluation.simple_string(arguments[0]);
  if (!text) return {};
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(text->data(), text->size(), digest.data(), &size, digest_of(call.op), nullptr) !=
      1) {
    return {};
  }
  std::string hex;
  for (const unsigned char byte : std::span(digest).first(size)) {
    hex += kHex[byte >> 4U];
    hex += kHex[byte & 0xFU];
  }
  return Result::string(std::move(hex));
}

}  // namespace match
