// base.h: the door of base/: what every folder needs and the web has no part in.
#pragma once

#include "base/arena.h"
#include "base/ascii.h"
#include "base/check.h"
#include "base/eight_bytes.h"
#include "base/file.h"
#include "base/json_writer.h"
#include "base/pack.h"
#include "base/result.h"
#include "base/text_set.h"
#include "base/utf8.h"
#include "base/value_memo.h"
