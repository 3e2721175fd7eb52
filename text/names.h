// names.h: the line that names the authors into people, wire service and place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace copydesk {

struct Person {
  std::string name;
  std::string role;
};

/// What a byline says. `by` is true when it opens with a word that announces authors ("By", "Von",
/// "Текст:").
struct Byline {
  std::vector<Person> authors;  // people only, in order, each once
  std::string agency;           // as written, several joined as on the page
  std::string place;            // of "in Lagos"
  std::string handle;           // behind "By" where no person could be read: "macbacchi", "Jessie"
  bool by = false;
  bool job = false;  // a reporter's job stands beside a name: "나하늘 기자", "記者 王小明"
};

/// Reads a byline in any of about thirty languages.
/// Not people: outlets, desks, roles, addresses, handles, dates, "and agencies".
/// Cost: linear. Threads: safe. Example: parse_byline("By Ana Ruiz and Tom Oke, CNN in Lagos").
Byline parse_byline(std::string_view text);

/// Whether a string could be the name of one person: two to five capitalised words with particles,
/// or a short CJK name.
bool is_plausible_name(std::string_view text);

/// Whether a string as a whole is the name of a news agency or wire service ("Reuters", "AFP",
/// "新华社").
bool is_agency(std::string_view text);

/// The agencies credited by a short line ("dpa/AFP", "Quelle: sda", "© AFP", "Associated Press"),
/// or an empty string when the line holds anything else.
std::string agency_credit(std::string_view text);

/// Whether a word belongs to names of outlets, desks and departments: "News", "Redaktion", "Staff".
bool is_outlet_like(std::string_view word);

/// Whether a text opens with words that name people who did not write it: "Reviewed by", "Edited
/// by", "Geprüft von"; `length` is then that of the words with the space behind them.
bool opens_other_credit(std::string_view text, size_t& length);

/// Whether a text opens with a word that announces authors; `length` is then that word's length
/// with the space behind it.
bool opens_byline(std::string_view text, size_t& length);

}  // namespace copydesk
