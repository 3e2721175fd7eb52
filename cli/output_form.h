// output_form.h: what --output and --format say: the form of the stories, and whether each gets a
// file of its own in a folder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "cli/options.h"
#include "output/output.h"
#include "record/record.h"

namespace copydesk {

/// Whether the name behind --output promises a form that is not written.
/// Errors: kUsage, with what to do instead.
Result<void> check_output_name(const Options& options);

/// Whether two names, written differently maybe, stand for one file, be it there or not.
bool names_same_file(const std::string& one, const std::string& other);

/// Whether a file that is to be written is one of those that are read, by whatever name, and would
/// be lost; or whether two outputs are one. Errors: kUsage.
Result<void> check_output_is_no_input(const Options& options,
                                      const std::vector<std::string>& inputs);

/// Whether --format, or else the name behind --output, asks for an EPUB.
bool wants_book(const Options& options);

/// The folder that gets one file a story, with its "/"; empty: --output names none.
std::string output_folder(const std::string& output);

/// Makes it where it is not there. Errors: kUnwritable.
Result<void> make_output_folder(const std::string& folder);

/// The name of the form that a file's ending stands for; empty: none.
std::string_view format_of_name(std::string_view path);

/// Takes out of written stories what turns, hides or floods the lines of a terminal. What programs
/// read, JSON, stays exact, there too.
void make_fit_for_terminal(std::string& written, const Format& format);

/// A story's own file: the name of its input without folders and ending, and the story's id, which
/// parts stories of one archive.
std::string story_file(const std::string& folder, const Story& story, const Format& format);

/// Takes the stories that an earlier run wrote into the folder of its inputs out of the list of
/// inputs: files in it with the name of a story's own file, after another one of the inputs.
void leave_out_own_stories(const std::string& folder, std::vector<std::string>& paths);

}  // namespace copydesk
