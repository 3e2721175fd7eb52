// address.cpp: a reference as written in a page -> an absolute address (resolve_address of
// markup.h). Method: RFC 3986, section 5.2, over byte strings; nothing is normalised but dot
// segments, no host is looked at.
#include <algorithm>
#include <array>

#include "story/markup.h"
#include "text/text.h"

namespace copydesk {
namespace {

struct Address {
  std::string_view scheme, authority, path, query, fragment;  // query and fragment with their mark
  bool has_authority = false;
};

size_t scheme_length(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ':') return i;
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!is_letter && (i == 0 || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')))
      return 0;
  }
  return 0;
}

Address parse_address(std::string_view text) {
  Address address;
  if (const size_t length = scheme_length(text); length > 0) {
    address.scheme = text.substr(0, length);
    text.remove_prefix(length + 1);
  }
  const size_t hash = std::min(text.find('#'), text.size());
  address.fragment = text.substr(hash);
  text = text.substr(0, hash);
  const size_t mark = std::min(text.find('?'), text.size());
  address.query = text.substr(mark);
  text = text.substr(0, mark);
  if (text.starts_with("//")) {
    address.has_authority = true;
    const size_t slash = std::min(text.find('/', 2), text.size());
    address.authority = text.substr(2, slash - 2);
    text = text.substr(slash);
  }
  address.path = text;
  return address;
}

// SPEC: RFC 3986, 5.2.4. Remove Dot Segments
std::string without_dot_segments(std::string_view path) {
  std::string out;
  out.reserve(path.size());
  while (!path.empty()) {
    if (path.starts_with("../"))
      path.remove_prefix(3);
    else if (path.starts_with("./"))
      path.remove_prefix(2);
    else if (path.starts_with("/./"))
      path.remove_prefix(2);
    else if (path == "/.")
      path = "/";
    else if (path.starts_with("/../") || path == "/..") {
      path = path == "/.." ? std::string_view("/") : path.substr(3);
      out.resize(out.rfind('/') == std::string::npos ? 0 : out.rfind('/'));
    } else if (path == "." || path == "..")
      path = {};
    else {
      const size_t end = std::min(path.find('/', 1), path.size());
      out += path.substr(0, end);
      path.remove_prefix(end);
    }
  }
  return out;
}

// SPEC: RFC 3986, 5.2.3. Merge Paths
std::string merged(const Address& base, std::string_view path) {
  if (base.has_authority && base.path.empty()) return std::string("/").append(path);
  const size_t slash = base.path.rfind('/');
  return std::string(base.path.substr(0, slash == std::string_view::npos ? 0 : slash + 1))
      .append(path);
}

bool has_no_meaning(std::string_view scheme) {
  static constexpr std::array<std::string_view, 5> kSchemes = {"javascript", "data", "about",
                                                               "blob", "vbscript"};
  for (const std::string_view name : kSchemes)
    if (equals_ignoring_case(scheme, name)) return true;
  return false;
}

/// The code that stands for a sign in an address; empty: the sign stands for itself.
std::string_view code_of(char c) {
  switch (c) {
    case ' ':
      return "%20";
    case '"':
      return "%22";
    case '<':
      return "%3C";
    case '>':
      return "%3E";
    default:
      return {};
  }
}

/// The WHATWG rule for what people write: control characters dropped, ends trimmed, spaces, quotes
/// and angle brackets escaped. In this order, so that what comes out is an end when it is cleaned
/// again. At the ends the last three are a writer's marks around the address.
std::string cleaned(std::string_view reference) {
  const auto is_clean = [](char c) {
    return static_cast<unsigned char>(c) > 0x20 && code_of(c).empty();
  };
  if (std::ranges::all_of(reference, is_clean)) return std::string(trim_space(reference));  // most
  std::string kept, out;
  for (const char c : reference)
    if (static_cast<unsigned char>(c) >= 0x20) kept += c;
  std::string_view address = kept;
  for (size_t size = 0; size != address.size();) {
    size = address.size();
    address = trim_space(address);
    while (!address.empty() && !is_clean(address.front())) address.remove_prefix(1);
    while (!address.empty() && !is_clean(address.back())) address.remove_suffix(1);
  }
  for (const char c : address) {
    const std::string_view code = code_of(c);
    if (code.empty())
      out += c;
    else
      out += code;
  }
  return out;
}

}  // namespace

std::string resolve_address(std::string_view base_text, std::string_view reference_text) {
  std::string written = cleaned(reference_text);
  if (const size_t length = scheme_length(written); length > 0) {
    if (has_no_meaning(std::string_view(written).substr(0, length))) written.clear();
    return written;
  }
  const Address reference = parse_address(written), base = parse_address(trim_space(base_text));
  if (base.scheme.empty()) return written;
  std::string out;
  out.reserve(base_text.size() + written.size() + 1);
  out += base.scheme;
  out += ':';
  const bool own_authority = reference.has_authority;
  if (own_authority || base.has_authority)
    out.append("//").append(own_authority ? reference.authority : base.authority);
  const bool keeps_path = !own_authority && reference.path.empty();
  if (own_authority)
    out += without_dot_segments(reference.path);
  else if (keeps_path)
    out += base.path;
  else if (reference.path.starts_with('/'))
    out += without_dot_segments(reference.path);
  else
    out += without_dot_segments(merged(base, reference.path));
  out += keeps_path && reference.query.empty() ? base.query : reference.query;
  out += reference.fragment;
  return out;
}

}  // namespace copydesk
