// schema.cpp: the command schema: the record's JSON Schema and reference.
#include "cli/command.h"
#include "cli/terminal.h"
#include "record/record.h"

namespace copydesk {
namespace {

int run(const Options& options) {
  return print(options.wants_markdown ? record_reference() : story_json_schema());
}

}  // namespace

const Command kSchemaCommand = {
    .name = "schema",
    .arguments = "",
    .summary = "the JSON Schema of the record",
    .examples =
        "copydesk schema > story.schema.json\n"
        "copydesk schema --markdown  # the same for people",
    .description =
        "Prints the schema (draft 2020-12) of the records that extract writes. Both forms are made "
        "from the "
        "table of fields that the writers use.",
    .flags = "markdown help",
    .completes = Completes::kNothing,
    .most_arguments = 0,
    .run = run,
};

}  // namespace copydesk
