// targets.cpp: the list of all fuzz targets.
#include "fuzz/checks.h"
#include "tests/html/check_html.h"

namespace copydesk {
namespace {

constexpr FuzzTarget kTargets[] = {
    {"html", [](std::string_view bytes) { (void)check_html(bytes); }},
    {"page", check_page},
    {"dump", check_dump},
    {"input", check_input_bytes},
    {"warc", check_warc},
    {"http", check_http},
    {"inflate", check_inflate},
    {"charset", check_charset},
    {"jsonld", check_jsonld},
    {"dates", check_dates},
    {"urls", check_urls},
    {"text", check_text},
    {"capi", check_capi},
    {"archive", check_archive},
    {"service", check_service},
    {"socket", check_socket},
    {"commands", check_commands},
    {"twins", check_twins},
};

}  // namespace

std::span<const FuzzTarget> fuzz_targets() { return kTargets; }

}  // namespace copydesk
