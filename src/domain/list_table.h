/* The table that lists.c fills and code_list.c searches. Others use code_list.h. */
#ifndef DOMAIN_LIST_TABLE_H
#define DOMAIN_LIST_TABLE_H

#include "domain/lists.h"

extern const struct code_list list_table[N_LISTS];

#endif
