// header.cpp: WARC header blocks and ARC lines.
// Source: WARC/1.1 (ISO 28500:2017), sections 4 and 5; ARC 1.0 and 2.0 (Internet Archive, 1996).
// Not here: where a record ends, and damage (archive.cpp).
#include "input/header.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/base.h"

namespace copydesk {
namespace {

// As far as a first line is looked at where no record is due: every member of a file is asked, and
// in what has no line ends each would be searched to the end of it all. Addresses are shorter.
constexpr size_t kMostLineBytes = 16u << 10;

std::string_view first_line(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool starts_with_mark(std::string_view text) {
  constexpr std::string_view kMark = "warc/";
  return text.size() >= kMark.size() && equals_ignoring_case(text.substr(0, kMark.size()), kMark);
}

// "WARC/1.0", in any case, and nothing behind it but blanks.
bool is_version_line(std::string_view line) {
  if (!starts_with_mark(line)) return false;
  size_t at = 5;
  while (at < line.size() && is_digit(line[at])) ++at;
  if (at == 5 || at >= line.size() || line[at] != '.') return false;
  const size_t minor = ++at;
  while (at < line.size() && is_digit(line[at])) ++at;
  return at > minor && line.find_first_not_of(" \t", at) == std::string_view::npos;
}

// --- ARC ---

struct ArcLine {
  std::string_view url, ip, date, mime, length;
};

bool is_ip(std::string_view token) {
  return !token.empty() && std::all_of(token.begin(), token.end(), [](char c) {
    return is_digit(c) || c == '.' || c == ':' || c == '-' ||
           (to_lower(c) >= 'a' && to_lower(c) <= 'f');
  });
}

bool is_arc_date(std::string_view token) {
  if (token == "-") return true;
  return token.size() >= 8 && token.size() <= 18 &&
         std::all_of(token.begin(), token.end(), is_digit);
}

// "URL IP-address Archive-date Content-type Archive-length"; version 2 has five more before the
// length. An address may hold spaces, so the date is looked for: the first token of digits behind
// an IP address.
std::optional<ArcLine> parse_arc_line(std::string_view line) {
  constexpr size_t kMostTokens = 64;
  if (line.empty() || !is_letter(line[0]) || line.find(':') == std::string_view::npos)
    return std::nullopt;
  std::array<std::string_view, kMostTokens> tokens;
  size_t count = 0, at = 0;
  while (at <= line.size() && count < kMostTokens) {
    const size_t end = std::min(line.find(' ', at), line.size());
    tokens[count++] = line.substr(at, end - at);
    at = end + 1;
  }
  for (size_t i = 2; i + 2 < count; ++i) {
    if (!is_arc_date(tokens[i]) || !is_ip(tokens[i - 1])) continue;
    const size_t url_length = static_cast<size_t>(tokens[i - 1].data() - line.data()) - 1;
    return ArcLine{line.substr(0, url_length), tokens[i - 1], tokens[i], tokens[i + 1],
                   tokens[count - 1]};
  }
  return std::nullopt;
}

// An address and a date that nothing else is taken for: lines that are no headers are searched.
bool is_sure_ip(std::string_view word) {
  return is_ip(word) && word.size() >= 3 && word.find_first_of(".:") != word.npos;
}
bool is_sure_date(std::string_view word) { return word.size() == 14 && is_arc_date(word); }

// Where the address begins that ends at `end`, behind what was cut off: at its scheme.
size_t url_start(std::string_view line, size_t end) {
  line = line.substr(0, end);
  const size_t word = line.find_last_of(" \t\"'<>") + 1;  // npos + 1 is 0
  const size_t colon = line.find("://", word);
  if (colon == line.npos) return kNoHeader;
  const std::string_view before = line.substr(word, colon - word);
  for (const std::string_view scheme : {"https", "http"})
    if (before.size() >= scheme.size() &&
        equals_ignoring_case(before.substr(before.size() - scheme.size()), scheme))
      return colon - scheme.size();
  size_t at = colon;
  while (at > word && is_letter(line[at - 1])) --at;
  return at;
}

// Where in a line the ARC line begins that ends with it, by the last IP address that a date
// follows; 0 if it is all of the line, kNoHeader if there is none.
size_t last_arc_start(std::string_view line) {
  constexpr size_t kMostWords = 12;  // version 2 has ten
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.empty() || !is_digit(line.back())) return kNoHeader;
  std::string_view behind;
  size_t end = line.size();
  for (size_t words = 0; words < kMostWords; ++words) {
    const size_t space = line.substr(0, end).rfind(' ');
    if (space == line.npos) break;
    const std::string_view word = line.substr(space + 1, end - space - 1);
    if (is_sure_date(behind) && is_sure_ip(word)) return url_start(line, space);
    behind = word;
    end = space;
  }
  return kNoHeader;
}

// Whether an IP address is among the words of an address: of a line that was cut off behind it.
bool has_ip_inside(std::string_view url) {
  for (size_t at = url.find(' '); at != url.npos;) {
    const size_t next = url.find(' ', at + 1);
    if (is_sure_ip(url.substr(at + 1, std::min(next, url.size()) - at - 1))) return true;
    at = next;
  }
  return false;
}

// 20140216050221 -> 2014-02-16T05:02:21Z
std::string iso_date(std::string_view digits) {
  if (digits.size() < 14) return {};
  std::string date;
  const auto add = [&](size_t at, size_t count, const char* behind) {
    date.append(digits.substr(at, count));
    date += behind;
  };
  add(0, 4, "-");
  add(4, 2, "-");
  add(6, 2, "T");
  add(8, 2, ":");
  add(10, 2, ":");
  add(12, 2, "Z");
  return date;
}

RecordHeader parse_arc_header(std::string_view header) {
  RecordHeader record;
  const std::optional<ArcLine> line = parse_arc_line(first_line(header));
  if (!line.has_value()) return record;
  record.type = line->url.starts_with("filedesc:") ? "filedesc" : "response";
  record.url = line->url;
  record.date = iso_date(line->date);
  record.content_type = line->mime;
  record.length = parse_count(line->length);
  return record;
}

// --- WARC ---

RecordHeader parse_warc_header(std::string_view header) {
  RecordHeader record;
  bool has_length = false;
  const auto keep_first = [](std::string& field, std::string_view value) {
    if (field.empty()) field = value;
  };
  for_each_field(header, [&](std::string_view name, std::string_view value) {
    if (equals_ignoring_case(name, "WARC-Type")) {
      keep_first(record.type, value);
    } else if (equals_ignoring_case(name, "WARC-Target-URI")) {
      // Wget writes <http://...>, against the standard's intent.
      if (value.starts_with('<') && value.ends_with('>')) value = value.substr(1, value.size() - 2);
      keep_first(record.url, value);
    } else if (equals_ignoring_case(name, "WARC-Date")) {
      keep_first(record.date, value);
    } else if (equals_ignoring_case(name, "Content-Type")) {
      keep_first(record.content_type, value);
    } else if (equals_ignoring_case(name, "WARC-Truncated")) {
      keep_first(record.truncated, value);
    } else if (equals_ignoring_case(name, "WARC-Block-Digest")) {
      keep_first(record.block_digest, value);
    } else if (equals_ignoring_case(name, "WARC-Payload-Digest")) {
      keep_first(record.payload_digest, value);
    } else if (equals_ignoring_case(name, "WARC-Segment-Number")) {
      record.is_segment = true;
    } else if (equals_ignoring_case(name, "WARC-Record-ID")) {
      keep_first(record.record_id, value);
    } else if (equals_ignoring_case(name, "Content-Length")) {
      const std::optional<uint64_t> length = parse_count(value);
      if (!has_length)
        record.length = length;
      else if (record.length != length)
        record.length.reset();
      has_length = true;
    }
  });
  for (char& c : record.type) c = to_lower(c);
  return record;
}

// The break before a record may itself be damaged: "\r\n\rX" and then the version line.
constexpr size_t kStartSlack = 2;

// Where in a line a version line begins that is not at its start: what stands before it was cut
// off. Or kNoHeader.
size_t version_inside(std::string_view line) {
  const size_t at = line.rfind("WARC/");
  return at != line.npos && at > 0 && is_version_line(first_line(line.substr(at))) ? at : kNoHeader;
}

// Whether a line of a header is where find_record() would look for another record.
bool may_be_other_start(std::string_view line) {
  for (size_t at = 0; at <= std::min(kStartSlack, line.size()); ++at)
    if (is_version_line(first_line(line.substr(at)))) return true;
  return version_inside(line) != kNoHeader;
}

// A header in which another one begins was cut off; and were it read on, a flood of starts would be
// read as often as it has any.
bool is_plausible_warc(std::string_view text) {
  if (!is_version_line(first_line(text.substr(0, kMostLineBytes)))) return false;
  size_t at = text.find('\n');
  if (at == std::string_view::npos) return false;
  ++at;
  while (at < text.size()) {
    const size_t end = text.find('\n', at);
    if (end == std::string_view::npos) return false;
    const std::string_view line = text.substr(at, end - at);
    at = end + 1;
    if (line.empty() || line == "\r") break;
    const bool is_fold = line[0] == ' ' || line[0] == '\t';
    if (!is_fold && (line[0] == '<' || line.find(':') == std::string_view::npos)) return false;
    if (may_be_other_start(line)) return false;
  }
  const RecordHeader record = parse_warc_header(text.substr(0, at));
  return record.length.has_value() && !record.type.empty() && !record.date.empty() &&
         !record.record_id.empty();
}

// Whether an address begins with a scheme, and not with what was cut off in front of one.
bool has_scheme(std::string_view url) {
  const size_t end = url.find("://");
  return end != url.npos && url_start(url, end + 3) == 0;
}

bool is_plausible_arc(std::string_view text) {
  text = text.substr(0, kMostLineBytes);
  if (text.find('\n') == std::string_view::npos) return false;
  const std::optional<ArcLine> line = parse_arc_line(first_line(text));
  return line.has_value() && line->date.size() == 14 && line->ip.size() >= 3 &&
         has_scheme(line->url) && parse_count(line->length).has_value();
}

}  // namespace

std::optional<uint64_t> parse_count(std::string_view text) {
  uint64_t value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || problem != std::errc() || end != text.data() + text.size())
    return std::nullopt;
  return value;
}

size_t header_length(std::string_view text, ArchiveFormat format) {
  size_t at = text.find('\n');
  if (at == std::string_view::npos) return kNoHeader;
  if (format == ArchiveFormat::kArc) return at + 1;
  while (at != std::string_view::npos) {
    const std::string_view next = text.substr(at + 1, 2);
    if (next.starts_with('\n')) return at + 2;
    if (next == "\r\n") return at + 3;
    at = text.find('\n', at + 1);
  }
  return kNoHeader;
}

bool starts_record(std::string_view text, ArchiveFormat format) {
  if (format == ArchiveFormat::kWarc) return is_version_line(first_line(text));
  return parse_arc_line(first_line(text)).has_value();
}

bool is_plausible_record(std::string_view text, ArchiveFormat format) {
  return format == ArchiveFormat::kWarc ? is_plausible_warc(text) : is_plausible_arc(text);
}

namespace {

// A record that begins inside the first line of `text`, which has `line_size` bytes.
size_t record_inside(std::string_view text, size_t line_size, ArchiveFormat format) {
  const std::string_view line = text.substr(0, line_size);
  const size_t at = format == ArchiveFormat::kWarc ? version_inside(line) : last_arc_start(line);
  return at != kNoHeader && is_plausible_record(text.substr(at), format) ? at : kNoHeader;
}

}  // namespace

size_t find_record(std::string_view text, size_t from, ArchiveFormat format, size_t to) {
  if (from > text.size()) return kNoHeader;
  // Record starts are looked for at the start of lines and, behind what was cut off, inside them.
  size_t line = from;
  if (from > 0 && text.substr(0, from).back() != '\n') {
    line = text.find('\n', from);
    if (line == std::string_view::npos) return kNoHeader;
    ++line;
    const size_t inside = record_inside(text.substr(from), line - from, format);
    if (inside != kNoHeader) return from + inside;
  }
  const size_t slack = format == ArchiveFormat::kWarc ? kStartSlack : 0;
  while (line < std::min(text.size(), to)) {
    for (size_t at = line; at <= line + slack && at < text.size(); ++at) {
      const std::string_view rest = text.substr(at);
      const bool may_start =
          format == ArchiveFormat::kWarc ? starts_with_mark(rest) : is_letter(rest[0]);
      if (may_start && is_plausible_record(rest, format)) return at;
    }
    const size_t end = text.find('\n', line);
    if (end == std::string_view::npos) break;
    const size_t inside = record_inside(text.substr(line), end - line, format);
    if (inside != kNoHeader) return line + inside;
    line = end + 1;
  }
  return kNoHeader;
}

size_t find_record_in_header(std::string_view header, ArchiveFormat format) {
  if (format == ArchiveFormat::kWarc) return find_record(header, 1, format);
  const std::string_view line = first_line(header);
  const std::optional<ArcLine> first = parse_arc_line(line);
  const size_t last = last_arc_start(line);
  if (!first.has_value() || last == kNoHeader || last == 0) return kNoHeader;
  const bool is_cut = first->ip.data() < line.data() + last || line.find("://") > last ||
                      has_ip_inside(first->url.substr(0, last));
  return is_cut && is_plausible_arc(header.substr(last)) ? last : kNoHeader;
}

RecordHeader parse_header(std::string_view header, ArchiveFormat format) {
  return format == ArchiveFormat::kWarc ? parse_warc_header(header) : parse_arc_header(header);
}

bool is_member_start(std::string_view decoded) {
  const size_t first = decoded.find_first_not_of("\r\n");
  if (first == std::string_view::npos) return false;
  decoded = decoded.substr(first, kMostLineBytes);
  if (starts_with_mark(decoded)) return is_version_line(first_line(decoded));
  return parse_arc_line(first_line(decoded)).has_value();
}

}  // namespace copydesk
