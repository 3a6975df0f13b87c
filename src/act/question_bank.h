/* Questions to begin from (demo/questions), embedded by folder.cmake: name
 * "question-63-2022.vraag", bytes the question as text. */
#ifndef ACT_QUESTION_BANK_H
#define ACT_QUESTION_BANK_H

#include "base/embedded.h"

extern const struct embedded question_bank[];
extern const size_t question_bank_count;

#endif
