// foreign_names.h: the names of SVG and MathML that the tokenizer lowers and the tree restores.
// Source: HTML Living Standard, 13.2.6.1 "adjust SVG attributes" and 13.2.6.5 "any other start
// tag".
#pragma once

#include <string_view>

#include "html/names.h"

namespace copydesk {

struct SvgTagName {
  Tag tag;
  std::string_view name;
};

inline constexpr SvgTagName kSvgTagNames[] = {
    {Tag::kAltglyph, "altGlyph"},
    {Tag::kAltglyphdef, "altGlyphDef"},
    {Tag::kAltglyphitem, "altGlyphItem"},
    {Tag::kAnimatecolor, "animateColor"},
    {Tag::kAnimatemotion, "animateMotion"},
    {Tag::kAnimatetransform, "animateTransform"},
    {Tag::kClippath, "clipPath"},
    {Tag::kFeblend, "feBlend"},
    {Tag::kFecolormatrix, "feColorMatrix"},
    {Tag::kFecomponenttransfer, "feComponentTransfer"},
    {Tag::kFecomposite, "feComposite"},
    {Tag::kFeconvolvematrix, "feConvolveMatrix"},
    {Tag::kFediffuselighting, "feDiffuseLighting"},
    {Tag::kFedisplacementmap, "feDisplacementMap"},
    {Tag::kFedistantlight, "feDistantLight"},
    {Tag::kFedropshadow, "feDropShadow"},
    {Tag::kFeflood, "feFlood"},
    {Tag::kFefunca, "feFuncA"},
    {Tag::kFefuncb, "feFuncB"},
    {Tag::kFefuncg, "feFuncG"},
    {Tag::kFefuncr, "feFuncR"},
    {Tag::kFegaussianblur, "feGaussianBlur"},
    {Tag::kFeimage, "feImage"},
    {Tag::kFemerge, "feMerge"},
    {Tag::kFemergenode, "feMergeNode"},
    {Tag::kFemorphology, "feMorphology"},
    {Tag::kFeoffset, "feOffset"},
    {Tag::kFepointlight, "fePointLight"},
    {Tag::kFespecularlighting, "feSpecularLighting"},
    {Tag::kFespotlight, "feSpotLight"},
    {Tag::kFetile, "feTile"},
    {Tag::kFeturbulence, "feTurbulence"},
    {Tag::kForeignobject, "foreignObject"},
    {Tag::kGlyphref, "glyphRef"},
    {Tag::kLineargradient, "linearGradient"},
    {Tag::kRadialgradient, "radialGradient"},
    {Tag::kTextpath, "textPath"},
};

// Sorted by their lower-case form.
inline constexpr std::string_view kSvgAttributeNames[] = {
    "attributeName",
    "attributeType",
    "baseFrequency",
    "baseProfile",
    "calcMode",
    "clipPathUnits",
    "diffuseConstant",
    "edgeMode",
    "filterUnits",
    "glyphRef",
    "gradientTransform",
    "gradientUnits",
    "kernelMatrix",
    "kernelUnitLength",
    "keyPoints",
    "keySplines",
    "keyTimes",
    "lengthAdjust",
    "limitingConeAngle",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "maskContentUnits",
    "maskUnits",
    "numOctaves",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "pointsAtX",
    "pointsAtY",
    "pointsAtZ",
    "preserveAlpha",
    "preserveAspectRatio",
    "primitiveUnits",
    "refX",
    "refY",
    "repeatCount",
    "repeatDur",
    "requiredExtensions",
    "requiredFeatures",
    "specularConstant",
    "specularExponent",
    "spreadMethod",
    "startOffset",
    "stdDeviation",
    "stitchTiles",
    "surfaceScale",
    "systemLanguage",
    "tableValues",
    "targetX",
    "targetY",
    "textLength",
    "viewBox",
    "viewTarget",
    "xChannelSelector",
    "yChannelSelector",
    "zoomAndPan",
};

// Attributes of foreign elements that have a namespace; the part before ':' names it.
inline constexpr std::string_view kPrefixedAttributeNames[] = {
    "xlink:actuate", "xlink:arcrole", "xlink:href", "xlink:role", "xlink:show",
    "xlink:title",   "xlink:type",    "xml:lang",   "xml:space",  "xmlns:xlink",
};

}  // namespace copydesk
