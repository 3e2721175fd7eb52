// names_east_asian.cpp: a piece of a byline in Chinese, Japanese or Korean into names.
// Method: job titles and labels are cut off both ends, what is left is one name or several. Where a
// job is glued to a name, the name must look like one: "新聞記者" and "记者观察" are none.
// Source: titles collected by hand from bylines; Chinese family names by their number of bearers.
#include "text/names_east_asian.h"

#include "base/base.h"
#include "text/names.h"
#include "text/names_shape.h"
#include "text/names_words.h"
#include "text/words.h"

namespace copydesk {
namespace {

// Jobs and labels in front of a name; longer ones first.
constexpr std::string_view kBefore[] = {
    "本报记者", "本報記者", "新华社记者", "特约记者", "实习记者", "记者", "記者",
    "撰文",     "编辑",     "編輯",       "責任編輯", "责任编辑", "作者", "文"};
constexpr std::string_view kBehind[] = {"選任記者", "記者", "记者", "特派員", "支局長",  "編集委員",
                                        "报道",     "報導", "기자", "특파원", "논설위원"};

// One character each; nine of ten Chinese names open with one of them.
constexpr std::string_view kFamilyNames =
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭"
    "曾肖蕭田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋付方"
    "白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔汤湯温溫康施牛"
    "樊葛邢齐齊乔喬伍庞龐颜顏倪庄莊聂聶章鲁魯岳翟殷詹申欧歐耿兰蘭焦俞左柳甘祝宁寧舒阮柯梅童凌裴霍"
    "涂";

// "政治部", "本社", "新聞": a desk, a house or a paper.
constexpr std::string_view kEndsOfDesks = "部局社紙纸报報聞闻班組组台臺刊";

std::string_view last_character(std::string_view text) { return text.substr(begin_of_last(text)); }

std::string_view without_marks(std::string_view text) {
  for (bool is_cut = true; is_cut;) {
    is_cut = false;
    text = trim_space(text);
    for (const std::string_view mark : {"　", "・", "·", "：", "／", ":", "/"}) {
      if (text.starts_with(mark)) text.remove_prefix(mark.size()), is_cut = true;
      if (text.ends_with(mark)) text.remove_suffix(mark.size()), is_cut = true;
    }
  }
  return text;
}

bool is_reporter(std::string_view title) {
  return title.ends_with("记者") || title.ends_with("記者") || title == "特派員" ||
         title == "支局長" || title == "編集委員";
}

// Whether a name next to a job is a person's, by its length and its first and last character.
bool is_named(std::string_view name, bool is_glued_behind) {
  constexpr size_t kLongestGlued = 5;
  if (name.size() < 6 || !is_east_asian_name(name)) return false;
  const std::string_view first = name.substr(0, 3);
  for (size_t at = 0; at < kFamilyNames.size(); at += 3)
    if (kFamilyNames.substr(at, 3) == first) return count_code_points(name) <= 4;
  const size_t length = count_code_points(name);
  const bool is_kana = first_of(name) < 0x3400 && first_of(name) != 0x3005;
  return !is_kana && length > 2 && !(is_glued_behind && length > kLongestGlued) &&
         kEndsOfDesks.find(last_character(name)) == std::string_view::npos;
}

// "青川网记者 贺春苗": where a reporter's name begins behind the house that pays, or 0.
size_t behind_house(std::string_view text) {
  constexpr size_t kLongestHouse = 24;  // bytes
  static constexpr std::string_view kHouses = "社网網报報台臺刊";
  for (const std::string_view title : {"记者", "記者"}) {
    const size_t at = text.find(title);
    if (at == std::string_view::npos || at < 6 || at > kLongestHouse) continue;
    const std::string_view last = last_character(text.substr(0, at));
    if (kHouses.find(last) != std::string_view::npos) return at;
  }
  return 0;
}

// Cuts titles off both ends. True: one of them is a reporter's, and what is left is a name.
bool cut_titles(std::string_view& text) {
  bool is_job = false, is_glued = false, is_behind = false;
  text.remove_prefix(behind_house(text));
  for (const std::string_view title : kBefore) {
    if (!text.starts_with(title)) continue;
    const std::string_view rest = text.substr(title.size());
    text = without_marks(rest);
    is_job = is_job || is_reporter(title);
    is_glued = is_glued || rest.size() == text.size();
  }
  // "記者王小明／台北報導": behind the stroke stands the place of the report.
  if (const size_t stroke = text.find("／");
      stroke != std::string_view::npos && (text.ends_with("報導") || text.ends_with("报道")))
    text = text.substr(0, stroke);
  for (const std::string_view title : kBehind) {
    if (!text.ends_with(title)) continue;
    text = without_marks(text.substr(0, text.size() - title.size()));
    is_behind = true;
    is_job = is_job || is_reporter(title);
  }
  if (!is_job) return false;
  return is_named(text, is_behind) && (!is_glued || count_code_points(text) <= 4);
}

// "나하늘 기자", "은빛, 노을 나하늘 기자 a@b.kr": the name stands before the job or the address.
void read_korean(std::string_view text, EastAsianPiece& out) {
  constexpr size_t kMostBefore = 3;  // places and desks
  for (const std::string_view title : {"글·사진 ", "글 "})
    if (text.starts_with(title)) text = trim_space(text.substr(title.size()));
  for (const std::string_view title : kBehind) {
    if (!text.ends_with(title)) continue;
    text = trim_space(text.substr(0, text.size() - title.size()));
    out.has_job = true;
  }
  const auto words = words_of(text);
  size_t job = out.has_job ? words.size() : 1;
  for (size_t i = 1; i < words.size() && i <= kMostBefore; ++i) {
    if (!is_trade_word(words[i])) continue;
    job = i;
    out.has_job = true;
    break;
  }
  const bool is_name = job > 0 && job <= kMostBefore && is_east_asian_name(words[job - 1]) &&
                       !is_outlet_word(words[job - 1]) && !is_picture_label(words[job - 1]);
  const bool is_told = out.has_job || words.size() == 1 || is_role_word(words[1]) ||
                       words[1].find('@') != std::string_view::npos;
  if (is_name && is_told) out.names.push_back(words[job - 1]);
  out.has_job = out.has_job && !out.names.empty();
}

}  // namespace

bool read_east_asian(std::string_view text, EastAsianPiece& out) {
  const char32_t c = first_of(text);
  if (!is_kana_or_han(c) && !is_hangul(c)) return false;
  if (is_outlet_word(text)) return true;
  if (is_hangul(c)) return read_korean(text, out), true;
  if (text.ends_with("摄") || text.ends_with("攝")) return true;  // who took a picture
  out.has_job = cut_titles(text);
  const auto words = words_of(text);
  bool all_names = words.size() > 1;
  for (const std::string_view word : words)
    all_names = all_names && is_east_asian_name(word) && count_code_points(word) >= 2 &&
                count_code_points(word) <= 4;
  if (all_names && count_code_points(words[0]) >= 3)
    out.names = words;
  else if (is_plausible_name(text))
    out.names.push_back(text);
  out.has_job = out.has_job && !out.names.empty();
  return true;
}

}  // namespace copydesk
