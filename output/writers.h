// writers.h: one maker for each format, for the table in output.cpp. For output/ only.
#pragma once

#include <memory>

#include "output/output.h"

namespace copydesk {

std::unique_ptr<Writer> make_json_lines_writer(const WriterOptions& options);
std::unique_ptr<Writer> make_json_writer(const WriterOptions& options);
std::unique_ptr<Writer> make_markdown_writer(const WriterOptions& options);
std::unique_ptr<Writer> make_text_writer(const WriterOptions& options);
std::unique_ptr<Writer> make_lines_writer(const WriterOptions& options);
std::unique_ptr<Writer> make_html_writer(const WriterOptions& options);
std::unique_ptr<Writer> make_csv_writer(const WriterOptions& options);
std::unique_ptr<Writer> make_tei_writer(const WriterOptions& options);
std::unique_ptr<Writer> make_wet_writer(const WriterOptions& options);
std::unique_ptr<Writer> make_json_ld_writer(const WriterOptions& options);

}  // namespace copydesk
