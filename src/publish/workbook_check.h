/* Reads a finished .xlsx back before anybody gets it. libxlsxwriter writes each sheet
 * to a temporary file first and does not notice when the disk is full there: it then
 * packs the half sheet and reports success (measured with 1.1.4). */
#ifndef PUBLISH_WORKBOOK_CHECK_H
#define PUBLISH_WORKBOOK_CHECK_H

#include "base/err.h"
#include "base/str.h"

/* Every part of the zip inflates to its stated size and checksum and, being XML, ends
 * with the tag that closes its first element. ERR_DISK_FULL when a part was cut short,
 * ERR_CORRUPT when the container itself is damaged. */
nodiscard enum err_code workbook_check(struct str bytes, struct err *e);

#endif
