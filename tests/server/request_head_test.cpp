// request_head_test.cpp: what of a request's head is passed on, and what is refused.
#include "server/request_head.h"

#include <doctest/doctest.h>

using namespace copydesk;

namespace {

const HeadRules kRules{{"127.0.0.1:80", "localhost:80"}, 1000};

RequestHead read(std::string_view line, std::string_view fields) {
  return read_request_head(
      std::string(line).append("\r\nHost: 127.0.0.1:80\r\n").append(fields).append("\r\n"), kRules);
}

}  // namespace

TEST_CASE("a request is passed on with the headers that are known and no others") {
  const RequestHead head =
      read("GET /a?b=c HTTP/1.1", "Cookie: a=b\r\nRange: bytes=0-1\r\nAccept-Encoding: gzip\r\n");
  CHECK(head.refused_status == 0);
  CHECK(head.text == "GET /a?b=c HTTP/1.1\r\naccept-encoding: gzip\r\nContent-Length: 0\r\n\r\n");
  CHECK(head.body_end == BodyEnd::kNone);
}

TEST_CASE("codings of an answer are passed on that are named and not refused") {
  const auto passed = [](std::string_view wanted) {
    const std::string text =
        read("GET /a HTTP/1.1", std::string("Accept-Encoding: ").append(wanted).append("\r\n"))
            .text;
    const size_t begin = text.find("accept-encoding: "), from = begin + 17;
    return begin == text.npos ? "" : text.substr(from, text.find('\r', from) - from);
  };
  CHECK(passed("gzip, deflate, br, zstd") == "br, gzip");
  CHECK(passed("X-GZip;q=0.5 ,\tidentity") == "gzip");
  CHECK(passed("gzip;q=0, br ; Q=0.000") == "");
  CHECK(passed("gzip;q=0, br;q=0.001") == "br");
  CHECK(passed("vibrant, gzipped, *") == "");
}

TEST_CASE("the end of a body is told by a length or by chunks, which are passed on without any") {
  const RequestHead length = read("POST /a HTTP/1.1", "Content-Length: 7\r\n");
  CHECK(length.body_end == BodyEnd::kLength);
  CHECK(length.body_bytes == 7);
  CHECK(length.text == "POST /a HTTP/1.1\r\nContent-Length: 7\r\n\r\n");
  const RequestHead chunks = read("POST /a HTTP/1.1", "Transfer-Encoding: Chunked\r\n");
  CHECK(chunks.body_end == BodyEnd::kChunks);
  CHECK(chunks.text == "POST /a HTTP/1.1\r\n\r\n");
}

TEST_CASE("a connection ends when the client says so, after HTTP/1.0, and after a stray body") {
  const std::string_view kEnd = "Connection: close\r\n\r\n";
  CHECK(read("GET /a HTTP/1.1", "Connection: keep-alive, Close\r\n").text.ends_with(kEnd));
  CHECK(read("GET /a HTTP/1.0", "Connection: keep-alive\r\n").text.ends_with(kEnd));
  CHECK(read("GET /a HTTP/1.1", "Content-Length: 7\r\n").text.ends_with(kEnd));
  CHECK_FALSE(read("POST /a HTTP/1.1", "Content-Length: 7\r\n").text.ends_with(kEnd));
}

TEST_CASE("a length beside another one, beside chunks, or that is no number is refused") {
  CHECK(read("POST /a HTTP/1.1", "Content-Length: 7\r\nContent-Length: 7\r\n").refused_status ==
        400);
  CHECK(read("POST /a HTTP/1.1", "Content-Length: 7\r\nTransfer-Encoding: chunked\r\n")
            .refused_status == 400);
  CHECK(read("POST /a HTTP/1.1", "Content-Length: 7,7\r\n").refused_status == 400);
  CHECK(read("POST /a HTTP/1.1",
             "Content-Length: \xC2\xA0"
             "7\r\n")
            .refused_status == 400);
  CHECK(read("POST /a HTTP/1.1", "Content-Length: 1001\r\n").refused_status == 413);
}
