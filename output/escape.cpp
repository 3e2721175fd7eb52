// escape.cpp: hostile text into text that is safe to print; runs are copied, not characters.
#include "output/escape.h"

#include <algorithm>
#include <array>

#include "text/text.h"

namespace copydesk {
namespace {

// Bytes at which a run of plain text stops: controls, DEL, the lead bytes of C1 controls and
// U+FFFE/F.
constexpr std::array<bool, 256> stop_table(std::string_view more) {
  std::array<bool, 256> table{};
  for (size_t c = 0; c < 0x20; ++c) table[c] = true;
  table[0x7F] = table[0xC2] = table[0xEF] = true;
  for (const char c : more) table[static_cast<unsigned char>(c)] = true;
  return table;
}
constexpr auto kCleanStops = stop_table("");
constexpr auto kEscapeStops = stop_table("&<>\"'");
constexpr auto kLineStops = stop_table(" ");

std::string_view entity_of(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

// Copies text up to the next stop; returns the stop's index.
size_t copy_run(std::string& out, std::string_view text, size_t at,
                const std::array<bool, 256>& stops) {
  size_t end = at;
  while (end < text.size() && !stops[static_cast<unsigned char>(text[end])]) ++end;
  out.append(text.data() + at, end - at);
  return end;
}

// A stop that is no markup: dropped, a line end made LF, or copied. Returns the bytes used.
size_t append_stop(std::string& out, std::string_view text, size_t at) {
  if (const size_t forbidden = forbidden_length(text, at)) return forbidden;
  const bool is_crlf = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
  if (is_crlf) return 1;
  out += text[at] == '\r' ? '\n' : text[at];
  return 1;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

size_t forbidden_length(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const unsigned first = byte(at);
  if (first < 0x20) return first == '\t' || first == '\n' || first == '\r' ? 0 : 1;
  if (first == 0x7F) return 1;
  if (first == 0xC2 && byte(at + 1) >= 0x80 && byte(at + 1) < 0xA0) return 2;
  if (first == 0xEF && byte(at + 1) == 0xBF && (byte(at + 2) == 0xBE || byte(at + 2) == 0xBF))
    return 3;
  return 0;
}

void append_clean(std::string& out, std::string_view text) {
  size_t at = 0;
  while ((at = copy_run(out, text, at, kCleanStops)) < text.size())
    at += append_stop(out, text, at);
}

void append_escaped(std::string& out, std::string_view text) {
  size_t at = 0;
  while ((at = copy_run(out, text, at, kEscapeStops)) < text.size()) {
    const std::string_view entity = entity_of(text[at]);
    out += entity;
    at += entity.empty() ? append_stop(out, text, at) : 1;
  }
}

void append_one_line(std::string& out, std::string_view text) {
  std::string mended;
  if (!is_valid_utf8(text)) {
    append_repaired_utf8(mended, text);
    text = mended;
  }
  const size_t begin = out.size();
  bool has_gap = false;
  for (size_t at = 0; at < text.size();) {
    const unsigned char c = static_cast<unsigned char>(text[at]);
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      has_gap = true;
      ++at;
      continue;
    }
    if (const size_t forbidden = forbidden_length(text, at)) {
      at += forbidden;
      continue;
    }
    if (has_gap && out.size() > begin) out += ' ';
    has_gap = false;
    out += text[at++];
    at = copy_run(out, text, at, kLineStops);
  }
}

std::string one_line(std::string_view text) {
  std::string line;
  append_one_line(line, text);
  return line;
}

void mend_utf8(std::string& out, size_t begin) {
  const std::string_view written = std::string_view(out).substr(begin);
  if (is_valid_utf8(written)) return;
  std::string mended;
  append_repaired_utf8(mended, written);
  out.replace(begin, std::string::npos, mended);
}

namespace {

// Bytes of the mark of direction or unseen character at `at`: in an address that is shown it would
// turn or hide what stands around it, so that browsers show its code. SPEC: UTS 46, "ignored", and
// Unicode's controls of direction.
size_t unseen_length(std::string_view text, size_t at) {
  if (text.substr(at, 2) == "\u061C") return 2;
  const std::string_view three = text.substr(at, 3);
  const bool is_unseen = (three >= "\u200B" && three <= "\u200F") ||
                         (three >= "\u2028" && three <= "\u202E") ||
                         (three >= "\u2060" && three <= "\u206F") || three == "\uFEFF";
  return is_unseen ? 3 : 0;
}

}  // namespace

std::string safe_url(std::string_view url) {
  url = trim(url);
  if (!starts_with_ignoring_case(url, "http://") && !starts_with_ignoring_case(url, "https://") &&
      !starts_with_ignoring_case(url, "mailto:"))
    return {};
  constexpr char kHex[] = "0123456789ABCDEF";
  constexpr std::string_view kEncoded = "\"<>\\^`{|}";
  std::string safe;
  const auto encode = [&](char c) {
    safe += '%';
    safe += kHex[static_cast<unsigned char>(c) >> 4];
    safe += kHex[c & 15];
  };
  for (size_t at = 0; at < url.size(); ++at) {
    const char c = url[at];
    if (c == '\t' || c == '\n' || c == '\r')
      continue;  // SPEC: URL Standard, "remove all ASCII tab or newline"
    if (const size_t forbidden = forbidden_length(url, at)) {
      at += forbidden - 1;
    } else if (c == ' ' || kEncoded.find(c) != std::string_view::npos) {
      encode(c);
    } else if (const size_t unseen = unseen_length(url, at)) {
      for (const char byte : url.substr(at, unseen)) encode(byte);
      at += unseen - 1;
    } else {
      safe += c;
    }
  }
  mend_utf8(safe, 0);
  return safe;
}

std::string readable_time(const When& when) {
  std::string time = one_line(when.time);
  const size_t t = time.find('T');
  if (t == std::string::npos) return time;
  time[t] = ' ';
  const size_t zone = time.find_first_of("+-Z", t);
  if (zone != std::string::npos && time[zone] == 'Z') return time.substr(0, zone) + " UTC";
  if (zone != std::string::npos) time.insert(zone, 1, ' ');
  return time;
}

bool is_updated(const Story& story) {
  return !story.modified.is_absent() && story.modified.time != story.published.time;
}

bool are_persons(const Story& story) {
  return std::ranges::find(story.notes, "no-person", &Note::code) == story.notes.end();
}

std::string byline_of(const Story& story) {
  std::string line;
  const auto add = [&](std::string_view name) {
    if (name.empty()) return;
    if (!line.empty()) line += ", ";
    append_one_line(line, name);
  };
  for (const Author& author : story.authors) add(author.name);
  add(story.agency);
  return line;
}

std::string address_of(const Story& story) {
  std::string address = safe_url(story.canonical_url);
  return address.empty() ? safe_url(story.url) : address;
}

}  // namespace copydesk
