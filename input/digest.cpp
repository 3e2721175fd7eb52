// digest.cpp: MD5, SHA-1 and SHA-256 (of Nettle) of a record's bytes against what its header says.
// Not here: which records there are (archive.cpp), what is done about a fault (reader.cpp).
#include "input/digest.h"

#include <nettle/base16.h>
#include <nettle/nettle-meta.h>
#include <nettle/sha2.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/base.h"
#include "input/http.h"
#include "text/text.h"

namespace copydesk {
namespace {

const nettle_hash* hash_of(std::string_view algorithm) {
  if (algorithm == "sha1") return &nettle_sha1;
  if (algorithm == "sha256") return &nettle_sha256;
  return algorithm == "md5" ? &nettle_md5 : nullptr;
}

// SPEC: RFC 4648, 6: five bits a letter. Hexadecimal; empty: not all of it is base32.
std::string hex_of_base32(std::string_view text) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz234567",
                             kHex = "0123456789abcdef";
  while (text.ends_with('=')) text.remove_suffix(1);
  std::string hex;
  uint32_t bits = 0, count = 0;
  for (const char c : text) {
    const size_t value = kLetters.find(to_lower(c));
    if (value == kLetters.npos) return {};
    bits = bits << 5 | static_cast<uint32_t>(value);
    count += 5;
    for (; count >= 4; count -= 4) hex += kHex[bits >> (count - 4) & 15];
  }
  hex.resize(hex.size() - hex.size() % 2);
  return hex;
}

struct Parts {
  std::string algorithm;  // "sha1", in small letters and without "-"
  std::string_view value;
};

Parts parts_of(std::string_view digest) {
  const size_t colon = digest.find(':');
  if (colon == digest.npos) return {};
  Parts parts{lower_ascii(digest.substr(0, colon)), digest.substr(colon + 1)};
  std::erase(parts.algorithm, '-');
  return parts;
}

// What two names a digest of a fault: the one that the header tells, and the one of the bytes.
std::string misfit(std::string_view header, std::string_view digest, std::string_view bytes) {
  const Parts parts = parts_of(digest);
  return std::string(header) + " does not fit: it is " + std::string(digest) + ", the bytes have " +
         parts.algorithm + ':' + hex_digest(parts.algorithm, bytes);
}

// Whether a payload's digest is that of a response's body in one of the forms that it has had.
std::optional<bool> fits_body(std::string_view digest, std::string_view response,
                              const InputLimits& limits) {
  HttpHead head = read_http_head(response, limits);
  if (head.status == 0 || head.is_cut) return std::nullopt;
  const std::string_view stored = response.substr(head.body_at);
  const std::optional<bool> fits = fits_digest(digest, stored);
  if (!fits.has_value() || *fits) return fits;
  if (!head.transfer_encoding.empty() && !head.content_encoding.empty()) return std::nullopt;
  const HttpBody body = decode_http_body(stored, head, limits);
  if (body.error.has_value()) return std::nullopt;
  return fits_digest(digest, body.bytes());
}

}  // namespace

std::string hex_digest(std::string_view algorithm, std::string_view bytes) {
  const nettle_hash* hash = hash_of(algorithm);
  if (hash == nullptr) return {};
  const auto context = std::make_unique<std::byte[]>(hash->context_size);
  hash->init(context.get());
  hash->update(context.get(), bytes.size(), reinterpret_cast<const uint8_t*>(bytes.data()));
  std::array<uint8_t, SHA256_DIGEST_SIZE> digest;  // the longest of the three
  hash->digest(context.get(), hash->digest_size, digest.data());
  std::string hex(BASE16_ENCODE_LENGTH(hash->digest_size), '\0');
  base16_encode_update(hex.data(), hash->digest_size, digest.data());
  return hex;
}

std::optional<bool> fits_digest(std::string_view digest, std::string_view bytes) {
  const Parts parts = parts_of(digest);
  const nettle_hash* hash = hash_of(parts.algorithm);
  constexpr size_t kLongest = 80;  // letters, filling and all
  if (hash == nullptr || parts.value.size() > kLongest) return std::nullopt;
  const size_t letters = BASE16_ENCODE_LENGTH(hash->digest_size);
  std::string told = lower_ascii(parts.value);
  if (told.size() != letters || told.find_first_not_of("0123456789abcdef") != told.npos)
    told = hex_of_base32(parts.value);
  if (told.size() != letters) return std::nullopt;
  return told == hex_digest(parts.algorithm, bytes);
}

std::string digest_fault(const Record& record, const InputLimits& limits) {
  const RecordHeader& header = record.header;
  if (record.is_body_left_out) return {};
  const std::optional<bool> fits = fits_digest(header.block_digest, record.body);
  if (fits.has_value())
    return *fits ? std::string() : misfit("WARC-Block-Digest", header.block_digest, record.body);
  // That of a revisit is of another record, and of what was cut nobody knows of how much it is.
  if (!header.truncated.empty() || header.is_segment) return {};
  if (header.type == "response" && fits_body(header.payload_digest, record.body, limits) == false) {
    const size_t body_at = read_http_head(record.body, limits).body_at;
    return misfit("WARC-Payload-Digest", header.payload_digest, record.body.substr(body_at));
  }
  const bool is_all_payload = header.type == "resource" || header.type == "conversion";
  if (is_all_payload && fits_digest(header.payload_digest, record.body) == false)
    return misfit("WARC-Payload-Digest", header.payload_digest, record.body);
  return {};
}

}  // namespace copydesk
