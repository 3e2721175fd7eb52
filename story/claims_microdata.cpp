// claims_microdata.cpp: microdata (itemprop) and RDFa Lite (property) into claims.
// Method: for each property the nearest scope above it tells what it is about; only scopes of
// articles, pages and the like are read, a person's name inside an author's scope is an author.
// Source: HTML standard, "Microdata"; RDFa Lite 1.1. Not here: itemref, which no page was seen to
// need.
#include <algorithm>
#include <span>

#include "story/claims_inner.h"

namespace copydesk {
namespace {

constexpr size_t kMostProperties = 4000;

struct PropertyRow {
  std::string_view name;  // lower case
  ClaimField field;
};

constexpr PropertyRow kRows[] = {{"headline", ClaimField::kTitle},
                                 {"name", ClaimField::kTitle},
                                 {"author", ClaimField::kAuthor},
                                 {"creator", ClaimField::kAuthor},
                                 {"datepublished", ClaimField::kPublished},
                                 {"datecreated", ClaimField::kPublished},
                                 {"datemodified", ClaimField::kModified},
                                 {"articlesection", ClaimField::kSection},
                                 {"description", ClaimField::kDek},
                                 {"publisher", ClaimField::kPublisher},
                                 {"keywords", ClaimField::kTag},
                                 {"inlanguage", ClaimField::kLanguage},
                                 {"isaccessibleforfree", ClaimField::kAccess},
                                 {"dateline", ClaimField::kAgency}};

const PropertyRow* find_row(std::string_view name) {
  for (const PropertyRow& row : kRows)
    if (row.name == name) return &row;
  return nullptr;
}

bool is_work(std::string_view type) {
  return type.ends_with("Article") || type.ends_with("Posting") || type.ends_with("WebPage") ||
         type.ends_with("CreativeWork") || type.ends_with("Report") || type.ends_with("Recipe") ||
         type.ends_with("Review") || type.ends_with("BlogPost") || type.ends_with("Question");
}

class MicrodataReader {
 public:
  MicrodataReader(const Document& document, Claims& claims)
      : document_(document), claims_(claims) {}

  void read(std::span<const NodeId> elements) {
    size_t count = 0;
    for (const NodeId id : elements) {
      for (const Attribute& attribute : document_.attributes(id)) {
        const bool property = attribute.name == AttributeName::kItemprop;
        if (!property &&
            (attribute.name != AttributeName::kProperty || document_.node(id).is(Tag::kMeta)))
          continue;
        if (++count > kMostProperties) return note_limit(claims_, "claim-limit");
        visit(id, attribute.value, property ? ClaimSource::kMicrodata : ClaimSource::kRdfa);
      }
    }
  }

 private:
  // The nearest element above that opens a scope, or kNoNode.
  NodeId scope_of(NodeId id, ClaimSource source) const {
    for (NodeId at = document_.node(id).parent; at != kNoNode; at = document_.node(at).parent) {
      if (!document_.node(at).is_element()) return kNoNode;
      if (document_.has_attribute(at, source == ClaimSource::kMicrodata ? AttributeName::kItemscope
                                                                        : AttributeName::kTypeof))
        return at;
    }
    return kNoNode;
  }

  std::string_view type_of(NodeId scope, ClaimSource source) const {
    if (scope == kNoNode) return {};
    return trim_space(document_.attribute(scope, source == ClaimSource::kMicrodata
                                                     ? AttributeName::kItemtype
                                                     : AttributeName::kTypeof));
  }

  std::string_view property_of(NodeId id, ClaimSource source) const {
    return id == kNoNode ? std::string_view{}
                         : document_.attribute(id, source == ClaimSource::kMicrodata
                                                       ? AttributeName::kItemprop
                                                       : AttributeName::kProperty);
  }

  void visit(NodeId id, std::string_view names, ClaimSource source) {
    size_t at = 0;
    while (at < names.size()) {
      const size_t begin = names.find_first_not_of(" \t\n\r", at);
      if (begin == std::string_view::npos) return;
      const size_t end = std::min(names.find_first_of(" \t\n\r", begin), names.size());
      std::string name = lower_ascii(names.substr(begin, end - begin));
      if (const size_t colon = name.find(':'); colon != std::string::npos) name.erase(0, colon + 1);
      visit_one(id, name, source);
      at = end;
    }
  }

  void visit_one(NodeId id, std::string_view name, ClaimSource source) {
    const PropertyRow* row = find_row(name);
    if (row == nullptr) return;
    const NodeId scope = scope_of(id, source);
    std::string_view type = type_of(scope, source);
    ClaimField field = row->field;
    NodeId work = scope;
    if (name == "name") {
      // The name of a person or of an organisation inside the property of a work.
      const std::string_view outer = property_of(scope, source);
      if (outer.find("author") != std::string_view::npos ||
          outer.find("creator") != std::string_view::npos) {
        field = ClaimField::kAuthor;
      } else if (outer.find("publisher") != std::string_view::npos) {
        field = ClaimField::kPublisher;
      } else if (!is_work(type)) {
        return;
      }
      if (field != ClaimField::kTitle) {
        work = scope_of(scope, source);
        type = type_of(work, source);
      }
    } else if (opens_scope(id, source) &&
               (field == ClaimField::kAuthor || field == ClaimField::kPublisher) &&
               has_name(id, source)) {
      return;  // its name will be visited
    }
    if (scope != kNoNode && work != kNoNode && !is_work(type)) return;
    if (field == ClaimField::kAuthor && is_customers(work, type, source)) return;
    add(id, field, source, name, work);
  }

  // Whether a review is one that readers or customers wrote about what the page shows. Counted on
  // all labelled sets: 4 pages, all of shops; a critic's review stands by itself.
  bool is_customers(NodeId work, std::string_view type, ClaimSource source) const {
    return type.ends_with("Review") &&
           property_of(work, source).find("review") != std::string_view::npos;
  }

  bool opens_scope(NodeId id, ClaimSource source) const {
    return document_.has_attribute(
        id, source == ClaimSource::kMicrodata ? AttributeName::kItemscope : AttributeName::kTypeof);
  }

  bool has_name(NodeId id, ClaimSource source) const {
    size_t looked = 0;
    for (NodeId at = next_in_order(document_, id, id); at != kNoNode && looked < 200;
         at = next_in_order(document_, at, id), ++looked)
      if (document_.node(at).is_element() &&
          property_of(at, source).find("name") != std::string_view::npos)
        return true;
    return false;
  }

  void add(NodeId id, ClaimField field, ClaimSource source, std::string_view name, NodeId work) {
    // <meta name="modified-date" itemprop="datePublished">: the older name is the truer one.
    const std::string_view meta_name = document_.node(id).is(Tag::kMeta)
                                           ? document_.attribute(id, AttributeName::kName)
                                           : std::string_view{};
    if (field == ClaimField::kPublished &&
        find_ignoring_case(meta_name, "modified") != std::string_view::npos)
      return;
    std::string value;
    ByteRange page = document_.node(id).page;
    const bool meta = document_.node(id).is(Tag::kMeta);
    for (AttributeName attribute :
         {AttributeName::kContent, AttributeName::kDatetime, AttributeName::kValue}) {
      if (attribute == AttributeName::kValue && !meta) continue;
      const std::string_view declared = document_.attribute(id, attribute);
      if (declared.empty() || !value.empty()) continue;
      value = declared;
      page = range_of(document_, id, attribute);
    }
    if (value.empty()) value = short_text_below(document_, id, 1000);
    if (first_work_ == kNoNode && field == ClaimField::kTitle) first_work_ = work;
    const size_t before = claims_.claims.size();
    add_claim(claims_, field, source, value, name, id, page);
    if (claims_.claims.size() > before)
      claims_.claims.back().is_main =
          work == kNoNode || first_work_ == kNoNode || work == first_work_;
  }

  const Document& document_;
  Claims& claims_;
  NodeId first_work_ = kNoNode;  // the scope whose title came first
};

}  // namespace

void read_microdata(const Document& document, std::span<const NodeId> elements, Claims& claims) {
  MicrodataReader(document, claims).read(elements);
}

}  // namespace copydesk
