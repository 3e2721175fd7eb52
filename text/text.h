// text.h: the door of text/: letters into words, sentences, names, times. Pure functions, no page,
// no state.
#pragma once

#include "text/dateline.h"
#include "text/entities.h"
#include "text/language.h"
#include "text/names.h"
#include "text/part_finder.h"
#include "text/phrases.h"
#include "text/when.h"
#include "text/word_table.h"
#include "text/words.h"
