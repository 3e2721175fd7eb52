// wet.cpp: a story as a WARC conversion record, the form in which crawls publish plain text.
// The body is the headline, a blank line and the text. Ids and dates depend on the story alone, so
// that the same input gives the same bytes: a story without a crawl time carries
// 1970-01-01T00:00:00Z. SPEC: WARC 1.0 (ISO 28500:2009), 6.7 'conversion'.
#include <xxhash.h>

#include <algorithm>
#include <array>

#include "output/escape.h"
#include "output/writers.h"

namespace copydesk {
namespace {

// SPEC: RFC 9562, 5.8 (version 8: bits of our own).
std::string record_id(const Story& story) {
  std::string seed = story.id;
  seed.append("\n")
      .append(story.source.path)
      .append("\n")
      .append(std::to_string(story.source.offset));
  const XXH128_hash_t hash = XXH3_128bits(seed.data(), seed.size());
  std::array<unsigned char, 16> bytes{};
  for (size_t i = 0; i < 8; ++i) {
    bytes[i] = static_cast<unsigned char>(hash.high64 >> (56 - 8 * i));
    bytes[8 + i] = static_cast<unsigned char>(hash.low64 >> (56 - 8 * i));
  }
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x80);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
  constexpr char kHex[] = "0123456789abcdef";
  std::string id = "<urn:uuid:";
  for (size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) id += '-';
    id += kHex[bytes[i] >> 4];
    id += kHex[bytes[i] & 15];
  }
  return id += '>';
}

// A time in UTC to the second; WARC 1.1 has fractions of it, WARC 1.0 none. Empty: it is no such
// time.
std::string utc_second(std::string_view time) {
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:dd";
  if (time.size() <= kForm.size()) return {};
  for (size_t i = 0; i < kForm.size(); ++i)
    if (kForm[i] == 'd' ? !is_digit(time[i]) : time[i] != kForm[i]) return {};
  std::string_view rest = time.substr(kForm.size());
  if (rest.starts_with('.'))
    rest.remove_prefix(std::min(rest.find_first_not_of("0123456789", 1), rest.size()));
  return rest == "Z" ? std::string(time.substr(0, kForm.size())) + 'Z' : std::string();
}

// ASCII only, without spaces and controls, so that no header can be smuggled in.
std::string header_uri(std::string_view uri) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : uri) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F && c != '<' && c != '>' && c != '"') {
      encoded += c;
    } else {
      encoded += '%';
      encoded += kHex[byte >> 4];
      encoded += kHex[byte & 15];
    }
  }
  return encoded;
}

std::string target_uri(const Story& story) {
  if (const std::string saved = safe_url(story.url); !saved.empty()) return header_uri(saved);
  if (const std::string address = address_of(story); !address.empty()) return header_uri(address);
  return header_uri("urn:copydesk:" + story.id);
}

class WetWriter final : public Writer {
 public:
  explicit WetWriter(const WriterOptions&) {}

 private:
  void append_story(const Story& story, std::string& out) const override {
    std::string body = one_line(story.title);
    if (!body.empty() && !story.text.empty()) body += "\n\n";
    append_clean(body, story.text);
    body += '\n';
    mend_utf8(body, 0);
    const std::string time = utc_second(story.source.fetched);
    out += "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: ";
    out.append(target_uri(story)).append("\r\nWARC-Date: ");
    out.append(time.empty() ? "1970-01-01T00:00:00Z" : time).append("\r\nWARC-Record-ID: ");
    out.append(record_id(story))
        .append("\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ");
    out.append(std::to_string(body.size())).append("\r\n\r\n").append(body).append("\r\n\r\n");
  }
};

}  // namespace

std::unique_ptr<Writer> make_wet_writer(const WriterOptions& options) {
  return std::make_unique<WetWriter>(options);
}

}  // namespace copydesk
