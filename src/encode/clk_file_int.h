/* Between the readers of clk_file.h. */
#ifndef ENCODE_CLK_FILE_INT_H
#define ENCODE_CLK_FILE_INT_H

#include "encode/clk_file.h"

/* ERR_TOO_LARGE beyond LIMIT_CLK_RECORDS and LIMIT_CLK_MIB. */
nodiscard enum err_code clk_room_check(uint64_t n, uint32_t bits, struct err *e);
nodiscard enum err_code clk_foreign_read(struct clk_file *out, FILE *in,
                                         enum clk_file_kind kind, uint32_t raw_bits,
                                         uint64_t size, struct err *e);

#endif
