// frame.cpp: what all screens share: the page around them, its policy, numbers and text in HTML.
#include <array>

#include "server/reader_state.h"

namespace copydesk {
namespace {

// No script, no style, no picture, no form, no frame but what is named: whatever a page's text
// holds, it stays text.
std::string policy(const Reader::State& state) {
  return "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src "
         "'self' data:; frame-src " +
         state.page_origin + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

struct NavLink {
  std::string_view screen, address, name;
};
constexpr std::array<NavLink, 3> kNavLinks = {{{"search", "/", "Search"},
                                               {"glance", "/glance", "At a glance"},
                                               {"failures", "/failures", "What failed"}}};

std::string navigation(std::string_view screen) {
  std::string out = "<nav aria-label=\"Archive\">";
  for (const NavLink& link : kNavLinks) {
    out.append("<a href=\"").append(link.address).append("\"");
    if (link.screen == screen) out += " aria-current=\"page\"";
    out.append(">").append(link.name).append("</a>");
  }
  return out +
         "<button type=\"button\" data-do=\"help\" aria-label=\"Keys\" "
         "title=\"Keys\">?</button></nav>";
}

constexpr std::string_view kHelp =
    "<dialog id=\"help\" aria-labelledby=\"help-title\"><h2 id=\"help-title\">Keys</h2>\n<dl>"
    "<dt><kbd>/</kbd></dt><dd>to the search box</dd>"
    "<dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next and previous hit or passage</dd>"
    "<dt><kbd>Enter</kbd></dt><dd>open what is chosen</dd>"
    "<dt><kbd>b</kbd></dt><dd>the story beside its page, and back</dd>"
    "<dt><kbd>g</kbd></dt><dd>the archive at a glance</dd>"
    "<dt><kbd>+</kbd> <kbd>-</kbd></dt><dd>larger and smaller letters</dd>"
    "<dt><kbd>t</kbd></dt><dd>light, dark, or as the system has it</dd>"
    "<dt><kbd>?</kbd></dt><dd>this list</dd></dl>\n"
    "<form method=\"dialog\"><button>Close</button> <button type=\"button\" data-set=\"keys\" "
    "aria-pressed=\"true\">Single keys</button></form></dialog>\n";

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  append_escaped(out, text);
  return out;
}

std::string url_encoded(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (is_plain) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.append(1, '%').append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    }
  }
  return out;
}

std::string readable(int64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3u + (number < 0 ? 1u : 0u); at -= 3)
    digits.insert(at - 3, 1, ',');
  return digits;
}

std::string counted(int64_t number, std::string_view one, std::string_view many) {
  return readable(number).append(" ").append(number == 1 ? one : many);
}

std::string_view title_of(const StoryLine& line) {
  return line.title.empty() ? std::string_view("(no headline)") : line.title;
}

HttpResponse framed(const Screen& screen, const Reader::State& state) {
  HttpResponse response;
  std::string& out = response.body;
  out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
      .append(escaped(screen.title));
  out +=
      "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n"
      "<link rel=\"stylesheet\" href=\"/style.css\">\n<script src=\"/script.js\" "
      "defer></script>\n</head>\n";
  out.append("<body class=\"").append(screen.name);
  out +=
      "\">\n<a class=\"skip\" href=\"#main\">To the content</a>\n<header class=\"top\">"
      "<a class=\"brand\" href=\"/\">Copy<span>desk</span></a>\n<form role=\"search\" action=\"/\">"
      "<label class=\"unseen\" for=\"q\">Search the archive</label><input id=\"q\" name=\"q\" "
      "type=\"search\" autocomplete=\"off\" placeholder=\"Search the archive\" value=\"";
  out.append(escaped(screen.query)).append("\">").append(screen.hidden);
  out.append("<button>Search</button></form>\n").append(navigation(screen.name));
  out.append("</header>\n<main id=\"main\" tabindex=\"-1\">\n").append(screen.main);
  out.append("</main>\n").append(kHelp).append("</body>\n</html>\n");
  response.headers.push_back({"Content-Security-Policy", policy(state)});
  return response;
}

HttpResponse error_screen(int status, std::string_view title, std::string_view detail,
                          const Reader::State& state) {
  Screen screen{.title = std::string(title), .name = "error"};
  screen.main.append("<h1>").append(escaped(title)).append("</h1>\n<p>");
  screen.main.append(escaped(detail)).append("</p>\n");
  HttpResponse response = framed(screen, state);
  response.status = status;
  return response;
}

HttpResponse no_story_screen(const Error& error, const Reader::State& state) {
  if (error.code == ErrorCode::kNotFound)
    return error_screen(404, "No such story", "The archive has no story with this id.", state);
  return error_screen(500, "This story cannot be read",
                      error.detail + "; copydesk verify tells what is damaged", state);
}

}  // namespace copydesk
