// made_archives.h: records and archives that tests make, and what is read out of them.
#pragma once

#include <doctest/doctest.h>
#include <zlib.h>
#include <zstd.h>

#include <optional>
#include <string>
#include <vector>

#include "input/input.h"

namespace copydesk {

inline std::string http(const std::string& body, const std::string& more_headers = "") {
  return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + more_headers + "\r\n" +
         body;
}

inline std::string record(const std::string& url, const std::string& body,
                          const std::string& type = "response",
                          const std::string& more_headers = "") {
  return "WARC/1.1\r\nWARC-Type: " + type + "\r\nWARC-Record-ID: <urn:uuid:" + url +
         ">\r\nWARC-Date: 2024-05-06T07:08:09Z\r\nWARC-Target-URI: " + url + "\r\n" + more_headers +
         "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body + "\r\n\r\n";
}

inline std::string arc_record(size_t i) {
  const std::string body = http("<!DOCTYPE html><p>story " + std::string(20 + 41 * i, 'a'));
  return "http://a.test/" + std::to_string(i) + " 192.0.2.1 20240506070809 text/html " +
         std::to_string(body.size()) + "\n" + body + "\n";
}

inline std::string gzip(const std::string& bytes, int window_bits = 31) {
  z_stream stream{};
  deflateInit2(&stream, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

inline std::string zstd(const std::string& bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}

struct Reading {
  std::vector<Page> pages;
  InputReport report;
  std::optional<Error> error;
};

inline Reading read(const std::string& bytes, const std::string& name = "a.warc",
                    const InputLimits& limits = {}) {
  PageReader reader = PageReader::over(memory_source(bytes), name, limits);
  Reading reading;
  while (true) {
    Result<std::optional<Page>> page = reader.next();
    if (!page.is_ok()) reading.error = page.error();
    if (!page.is_ok() || !page.value().has_value()) break;
    reading.pages.push_back(std::move(*page.value()));
  }
  reading.report = reader.report();
  return reading;
}

inline Page only_page(const std::string& response) {
  Reading reading = read(record("http://a.test/", response));
  REQUIRE(reading.pages.size() == 1);
  return std::move(reading.pages[0]);
}

// Records of different sizes, so that no two offsets agree by chance.
inline std::vector<std::string> five_records() {
  std::vector<std::string> records;
  for (size_t i = 0; i < 5; ++i)
    records.push_back(record(
        "http://a.test/" + std::to_string(i),
        http("<!DOCTYPE html><p>story " + std::string(20 + 37 * i, 'a' + char(i)) + "</p>\n")));
  return records;
}

inline std::string joined(const std::vector<std::string>& parts) {
  std::string all;
  for (const std::string& part : parts) all += part;
  return all;
}

// What must hold for any bytes: fuzzing calls this too.
inline void check_invariants(const std::string& bytes, const Reading& reading) {
  uint64_t last_offset = 0;
  for (const Page& page : reading.pages) {
    CHECK(is_valid_utf8(page.text));
    CHECK(page.source.offset >= last_offset);
    CHECK(page.source.offset + page.source.length <= bytes.size());
    last_offset = page.source.offset;
  }
  for (const Loss& loss : reading.report.losses) CHECK(loss.offset + loss.length <= bytes.size());
  CHECK(reading.report.pages == reading.pages.size());
}

// xorshift64*: the same mutations on every machine.
struct Dice {
  uint64_t state = 0x9E3779B97F4A7C15ull;
  size_t below(size_t n) {
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return static_cast<size_t>((state * 0x2545F4914F6CDD1Dull) >> 33) % n;
  }
};

}  // namespace copydesk
