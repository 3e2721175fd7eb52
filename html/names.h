// names.h: the names of tags and attributes that the program knows, as numbers.
// A name that is not listed gets a number of its own in each Document (see Document::tag_name).
#pragma once

#include <cstdint>
#include <string_view>

namespace copydesk {

// Every tag of HTML past and present, and those of SVG and MathML that parser or readers ask for.
// Order: alphabetical. `X(Name, "name")` gives Tag::kName; foreign names stand here in lower case.
// clang-format off
#define COPYDESK_TAGS(X) \
  X(A, "a") X(Abbr, "abbr") X(Acronym, "acronym") X(Address, "address") X(Altglyph, "altglyph") \
  X(Altglyphdef, "altglyphdef") X(Altglyphitem, "altglyphitem") X(AmpAd, "amp-ad") \
  X(AmpAnalytics, "amp-analytics") X(AmpCarousel, "amp-carousel") X(AmpEmbed, "amp-embed") \
  X(AmpIframe, "amp-iframe") X(AmpImg, "amp-img") X(AmpVideo, "amp-video") X(Animate, "animate") \
  X(Animatecolor, "animatecolor") X(Animatemotion, "animatemotion") \
  X(Animatetransform, "animatetransform") X(Annotation, "annotation") \
  X(AnnotationXml, "annotation-xml") X(Applet, "applet") X(Area, "area") X(Article, "article") \
  X(Aside, "aside") X(Audio, "audio") X(B, "b") X(Base, "base") X(Basefont, "basefont") \
  X(Bdi, "bdi") X(Bdo, "bdo") X(Bgsound, "bgsound") X(Big, "big") X(Blink, "blink") \
  X(Blockquote, "blockquote") X(Body, "body") X(Br, "br") X(Button, "button") \
  X(Canvas, "canvas") X(Caption, "caption") X(Center, "center") X(Circle, "circle") \
  X(Cite, "cite") X(Clippath, "clippath") X(Code, "code") X(Col, "col") X(Colgroup, "colgroup") \
  X(Data, "data") X(Datalist, "datalist") X(Dd, "dd") X(Defs, "defs") X(Del, "del") \
  X(Desc, "desc") X(Details, "details") X(Dfn, "dfn") X(Dialog, "dialog") X(Dir, "dir") \
  X(Div, "div") X(Dl, "dl") X(Dt, "dt") X(Ellipse, "ellipse") X(Em, "em") X(Embed, "embed") \
  X(Feblend, "feblend") X(Fecolormatrix, "fecolormatrix") \
  X(Fecomponenttransfer, "fecomponenttransfer") X(Fecomposite, "fecomposite") \
  X(Feconvolvematrix, "feconvolvematrix") X(Fediffuselighting, "fediffuselighting") \
  X(Fedisplacementmap, "fedisplacementmap") X(Fedistantlight, "fedistantlight") \
  X(Fedropshadow, "fedropshadow") X(Feflood, "feflood") X(Fefunca, "fefunca") \
  X(Fefuncb, "fefuncb") X(Fefuncg, "fefuncg") X(Fefuncr, "fefuncr") \
  X(Fegaussianblur, "fegaussianblur") X(Feimage, "feimage") X(Femerge, "femerge") \
  X(Femergenode, "femergenode") X(Femorphology, "femorphology") X(Fencedframe, "fencedframe") \
  X(Feoffset, "feoffset") X(Fepointlight, "fepointlight") \
  X(Fespecularlighting, "fespecularlighting") X(Fespotlight, "fespotlight") X(Fetile, "fetile") \
  X(Feturbulence, "feturbulence") X(Fieldset, "fieldset") X(Figcaption, "figcaption") \
  X(Figure, "figure") X(Font, "font") X(Footer, "footer") X(Foreignobject, "foreignobject") \
  X(Form, "form") X(Frame, "frame") X(Frameset, "frameset") X(G, "g") X(Glyphref, "glyphref") \
  X(H1, "h1") X(H2, "h2") X(H3, "h3") X(H4, "h4") X(H5, "h5") X(H6, "h6") X(Head, "head") \
  X(Header, "header") X(Hgroup, "hgroup") X(Hr, "hr") X(Html, "html") X(I, "i") \
  X(Iframe, "iframe") X(Image, "image") X(Img, "img") X(Input, "input") X(Ins, "ins") \
  X(Isindex, "isindex") X(Kbd, "kbd") X(Keygen, "keygen") X(Label, "label") X(Legend, "legend") \
  X(Li, "li") X(Line, "line") X(Lineargradient, "lineargradient") X(Link, "link") \
  X(Listing, "listing") X(Main, "main") X(Malignmark, "malignmark") X(Map, "map") \
  X(Mark, "mark") X(Marquee, "marquee") X(Mask, "mask") X(Math, "math") X(Menu, "menu") \
  X(Menuitem, "menuitem") X(Meta, "meta") X(Metadata, "metadata") X(Meter, "meter") \
  X(Mfenced, "mfenced") X(Mfrac, "mfrac") X(Mglyph, "mglyph") X(Mi, "mi") X(Mn, "mn") \
  X(Mo, "mo") X(Mrow, "mrow") X(Ms, "ms") X(Msub, "msub") X(Msup, "msup") X(Mtable, "mtable") \
  X(Mtd, "mtd") X(Mtext, "mtext") X(Mtr, "mtr") X(Multicol, "multicol") X(Nav, "nav") \
  X(Nextid, "nextid") X(Nobr, "nobr") X(Noembed, "noembed") X(Noframes, "noframes") \
  X(Noscript, "noscript") X(Object, "object") X(Ol, "ol") X(Optgroup, "optgroup") \
  X(Option, "option") X(Output, "output") X(P, "p") X(Param, "param") X(Path, "path") \
  X(Pattern, "pattern") X(Picture, "picture") X(Plaintext, "plaintext") X(Polygon, "polygon") \
  X(Polyline, "polyline") X(Portal, "portal") X(Pre, "pre") X(Progress, "progress") X(Q, "q") \
  X(Radialgradient, "radialgradient") X(Rb, "rb") X(Rbc, "rbc") X(Rect, "rect") X(Rp, "rp") \
  X(Rt, "rt") X(Rtc, "rtc") X(Ruby, "ruby") X(S, "s") X(Samp, "samp") X(Script, "script") \
  X(Search, "search") X(Section, "section") X(Select, "select") \
  X(Selectedcontent, "selectedcontent") X(Semantics, "semantics") X(Slot, "slot") \
  X(Small, "small") X(Source, "source") X(Spacer, "spacer") X(Span, "span") X(Stop, "stop") \
  X(Strike, "strike") X(Strong, "strong") X(Style, "style") X(Sub, "sub") X(Summary, "summary") \
  X(Sup, "sup") X(Svg, "svg") X(Symbol, "symbol") X(Table, "table") X(Tbody, "tbody") \
  X(Td, "td") X(Template, "template") X(Text, "text") X(Textarea, "textarea") \
  X(Textpath, "textpath") X(Tfoot, "tfoot") X(Th, "th") X(Thead, "thead") X(Time, "time") \
  X(Title, "title") X(Tr, "tr") X(Track, "track") X(Tspan, "tspan") X(Tt, "tt") X(U, "u") \
  X(Ul, "ul") X(Use, "use") X(Var, "var") X(Video, "video") X(Wbr, "wbr") X(Xmp, "xmp")

// The attributes that extraction reads, and the most frequent others.
#define COPYDESK_ATTRIBUTES(X) \
  X(Abbr, "abbr") X(About, "about") X(Accesskey, "accesskey") X(Action, "action") \
  X(Align, "align") X(Allowfullscreen, "allowfullscreen") X(Alt, "alt") \
  X(AriaDescribedby, "aria-describedby") X(AriaExpanded, "aria-expanded") \
  X(AriaHidden, "aria-hidden") X(AriaLabel, "aria-label") X(AriaLabelledby, "aria-labelledby") \
  X(AriaLevel, "aria-level") X(As, "as") X(Async, "async") X(Autocomplete, "autocomplete") \
  X(Autoplay, "autoplay") X(Background, "background") X(Bgcolor, "bgcolor") \
  X(Blocking, "blocking") X(Border, "border") X(Cellpadding, "cellpadding") \
  X(Cellspacing, "cellspacing") X(Charset, "charset") X(Checked, "checked") X(Cite, "cite") \
  X(Class, "class") X(Color, "color") X(Colspan, "colspan") X(Content, "content") \
  X(Contenteditable, "contenteditable") X(Controls, "controls") X(Coords, "coords") \
  X(Crossorigin, "crossorigin") X(D, "d") X(DataAlt, "data-alt") X(DataAuthor, "data-author") \
  X(DataBackground, "data-background") X(DataBg, "data-bg") X(DataCaption, "data-caption") \
  X(DataComponent, "data-component") X(DataContent, "data-content") X(DataCredit, "data-credit") \
  X(DataDate, "data-date") X(DataDescription, "data-description") X(DataEmbed, "data-embed") \
  X(DataFull, "data-full") X(DataHeight, "data-height") X(DataHiResSrc, "data-hi-res-src") \
  X(DataHref, "data-href") X(DataHtml, "data-html") X(DataId, "data-id") \
  X(DataImage, "data-image") X(DataLarge, "data-large") X(DataLazy, "data-lazy") \
  X(DataLazySizes, "data-lazy-sizes") X(DataLazySrc, "data-lazy-src") \
  X(DataLazySrcset, "data-lazy-srcset") X(DataLazyload, "data-lazyload") \
  X(DataOriginal, "data-original") X(DataQa, "data-qa") X(DataSizes, "data-sizes") \
  X(DataSrc, "data-src") X(DataSrcset, "data-srcset") X(DataTestid, "data-testid") \
  X(DataText, "data-text") X(DataTime, "data-time") X(DataTimestamp, "data-timestamp") \
  X(DataTitle, "data-title") X(DataType, "data-type") X(DataUrl, "data-url") \
  X(DataVideoId, "data-video-id") X(DataVideoid, "data-videoid") X(DataWidth, "data-width") \
  X(Datatype, "datatype") X(Datetime, "datetime") X(Decoding, "decoding") X(Defer, "defer") \
  X(Dir, "dir") X(Disabled, "disabled") X(Download, "download") X(Encoding, "encoding") \
  X(Face, "face") X(Fetchpriority, "fetchpriority") X(Fill, "fill") X(For, "for") \
  X(Frameborder, "frameborder") X(Headers, "headers") X(Height, "height") X(Hidden, "hidden") \
  X(Href, "href") X(HttpEquiv, "http-equiv") X(Id, "id") X(Imagesizes, "imagesizes") \
  X(Imagesrcset, "imagesrcset") X(Integrity, "integrity") X(Is, "is") X(Ismap, "ismap") \
  X(Itemid, "itemid") X(Itemprop, "itemprop") X(Itemref, "itemref") X(Itemscope, "itemscope") \
  X(Itemtype, "itemtype") X(Kind, "kind") X(Label, "label") X(Lang, "lang") \
  X(Language, "language") X(Loading, "loading") X(Loop, "loop") X(Maxlength, "maxlength") \
  X(Media, "media") X(Method, "method") X(Multiple, "multiple") X(Muted, "muted") \
  X(Name, "name") X(Nomodule, "nomodule") X(Nonce, "nonce") X(Onclick, "onclick") \
  X(Onload, "onload") X(Open, "open") X(Pattern, "pattern") X(Placeholder, "placeholder") \
  X(Poster, "poster") X(Prefix, "prefix") X(Preload, "preload") X(Property, "property") \
  X(Pubdate, "pubdate") X(Readonly, "readonly") X(Referrerpolicy, "referrerpolicy") \
  X(Rel, "rel") X(Required, "required") X(Resource, "resource") X(Rev, "rev") \
  X(Reversed, "reversed") X(Role, "role") X(Rowspan, "rowspan") X(Scope, "scope") \
  X(Scrolling, "scrolling") X(Selected, "selected") \
  X(Shadowrootmode, "shadowrootmode") X(Shape, "shape") X(Size, "size") \
  X(Sizes, "sizes") X(Slot, "slot") X(Src, "src") X(Srcdoc, "srcdoc") X(Srclang, "srclang") \
  X(Srcset, "srcset") X(Start, "start") X(Stroke, "stroke") X(Style, "style") \
  X(Summary, "summary") X(Tabindex, "tabindex") X(Target, "target") X(Title, "title") \
  X(Transform, "transform") X(Translate, "translate") X(Type, "type") X(Typeof, "typeof") \
  X(Usemap, "usemap") X(Valign, "valign") X(Value, "value") X(Viewbox, "viewbox") \
  X(Vocab, "vocab") X(Width, "width") X(XlinkHref, "xlink:href") X(XmlLang, "xml:lang") \
  X(Xmlns, "xmlns")
// clang-format on

#define COPYDESK_ENUMERATOR(name, text) k##name,
/// A tag name. The same number is used in every namespace: see Node::is for HTML elements only.
/// Numbers from kFirstOwn on are names of one page, in the order in which the page used them first.
enum class Tag : uint16_t { kUnknown, COPYDESK_TAGS(COPYDESK_ENUMERATOR) kFirstOwn };
/// An attribute name; kUnknown: Attribute::name_text tells.
enum class AttributeName : uint16_t { kUnknown, COPYDESK_ATTRIBUTES(COPYDESK_ENUMERATOR) kCount };
#undef COPYDESK_ENUMERATOR

inline constexpr uint16_t kKnownTagCount = static_cast<uint16_t>(Tag::kFirstOwn);
inline constexpr uint16_t kAttributeNameCount = static_cast<uint16_t>(AttributeName::kCount);

/// The number of a lower-case name, or kUnknown. Cost: one hash, one comparison. Threads: safe.
Tag find_tag(std::string_view lower_case);
AttributeName find_attribute_name(std::string_view lower_case);

/// The lower-case name of a listed tag or attribute; empty for kUnknown and for names of one page.
std::string_view name_of(Tag tag);
std::string_view name_of(AttributeName name);

}  // namespace copydesk
