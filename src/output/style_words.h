/* SPDX-License-Identifier: MIT */
#ifndef BC_OUTPUT_STYLE_WORDS_H
#define BC_OUTPUT_STYLE_WORDS_H

#include "base/text.h"

/**
 * The templates of styles/ hold Chinese words, so that they can be used alone.
 * Puts those of @p text that people read (labels, map tips, titles, the sheet's
 * margin) into the language of the report; values that features are told apart
 * by stay. A word is a run of characters from U+2E80 on, with the context
 * "style" in src/po/en.po.
 */
void bc_style_words(struct bc_text *text);

#endif
