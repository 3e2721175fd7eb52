// picture_agencies.cpp: the names of outlets that sell pictures. Source: credits of the development
// pages. Not here: agencies that write (text/agencies.cpp), which count as well.
#include "story/picture_agencies.h"

#include <algorithm>

#include "base/base.h"
#include "text/text.h"

namespace copydesk {
namespace {

// Outlets that sell pictures, in small letters; the name alone is a credit, in letters of any case.
constexpr std::string_view kPictureAgencies[] = {
    "getty images",
    "getty",
    "gettyimages",
    "istock",
    "istockphoto",
    "shutterstock",
    "adobe stock",
    "depositphotos",
    "dreamstime",
    "alamy",
    "ap photo",
    "ap",
    "afp",
    "reuters",
    "epa",
    "epa-efe",
    "efe",
    "dpa",
    "pa",
    "pa images",
    "pa wire",
    "pa media",
    "imago",
    "keystone",
    "belga",
    "ansa",
    "anp",
    "ntb",
    "ritzau scanpix",
    "scanpix",
    "tt",
    "lehtikuva",
    "pap",
    "čtk",
    "mti",
    "tass",
    "тасс",
    "риа новости",
    "xinhua",
    "新华社",
    "kyodo",
    "共同",
    "yonhap",
    "連合",
    "bloomberg",
    "zuma",
    "zuma press",
    "upi",
    "rex",
    "rex features",
    "corbis",
    "usa today sports",
    "nurphoto",
    "sipa",
    "sipa usa",
    "picture alliance",
    "picture-alliance",
    "apa",
    "bestimage",
    "abaca",
    "hans lucas",
    "unsplash",
    "pixabay",
    "pexels",
    "flickr",
    "wikimedia commons",
    "wikipedia",
    "wireimage",
    "filmmagic",
    "instagram",
    "twitter",
    "facebook",
    "youtube",
    "handout",
    "supplied",
    "courtesy photo",
    "associated press",
    "the associated press",
    "agence france-presse",
    "google street view",
    "fotogramma",
    "ipa",
    "agf",
    "contrasto",
    "eurokinissi",
    "intime news",
    "inquam photos",
    "east news",
    "profimedia",
    "agencja wyborcza",
    "mtva",
    "mti/mtva",
    "europa press",
    "cuartoscuro",
    "folhapress",
    "estadão conteúdo",
};
constexpr WordTable kPictureAgencyTable(kPictureAgencies);

}  // namespace

bool names_agency(std::string_view text) {
  constexpr size_t kLongest = 32;  // bytes
  text = trim_space(text);
  char small[kLongest];
  if (text.size() <= kLongest) {
    std::ranges::transform(text, small, to_lower);
    if (kPictureAgencyTable.contains({small, text.size()})) return true;
  }
  return is_agency(text);
}

}  // namespace copydesk
