// serve.cpp: the command serve: an archive in the browser.
#include <cstdlib>

#include "base/base.h"
#include "cli/archive_argument.h"
#include "cli/command.h"
#include "cli/page_limits.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include "server/server.h"

namespace copydesk {
namespace {

int run(const Options& options) {
  const unsigned long port = std::strtoul(options.port.c_str(), nullptr, 10);
  if (port > 65535 || options.port.find_first_not_of("0123456789") != std::string::npos) {
    complain("--port " + options.port + ": give a number from 0 to 65535");
    return 2;
  }
  ServeOptions serving;
  serving.archive = options.arguments[0];
  serving.port = static_cast<int>(port);
  serving.stop = catch_signals();
  const WorkLimits limits = work_limits(options);
  serving.page_bytes = limits.input.page_bytes;
  serving.header_bytes = limits.input.header_bytes;
  serving.story_limits = limits.story;
  if (options.isolate == "on") serving.page_limits = page_limits(options);
  const Result<void> served = serve(serving, [&](const std::string& address) {
    (void)print(address + "\n");
    if (!options.is_quiet) complain("reading " + options.arguments[0] + "; Ctrl-C ends it");
  });
  if (served.is_ok()) return 0;
  if (served.error().code != ErrorCode::kUnwritable) return archive_failed(served.error());
  complain(served.error().detail);
  return 5;
}

}  // namespace

const Command kServeCommand = {
    .name = "serve",
    .arguments = "ARCHIVE",
    .summary = "read and search an archive in the browser; the HTTP service",
    .examples =
        "copydesk serve news.db  # then open the address that it prints\n"
        "copydesk serve news.db --port 8080\n"
        "curl --data-binary @page.html "
        "'http://127.0.0.1:8080/api/extract?url=https://news.example/1'",
    .description =
        "Shows the archive in the browser: search, stories for reading, each story beside the page "
        "it was read from, "
        "the archive at a glance, and what failed. Only this machine can reach it, and it reaches "
        "nothing: no picture "
        "is fetched, no script of a page runs.\n\n"
        "Programs ask /api/; /api/openapi.json describes it. Ctrl-C answers the requests that were "
        "begun and ends.",
    .flags = "port isolate page-seconds page-memory limits quiet color no-config help",
    .least_arguments = 1,
    .most_arguments = 1,
    .run = run,
};

}  // namespace copydesk
