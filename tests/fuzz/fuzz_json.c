/* A document that is read, written by the writer and read again is the same document,
 * and what is written holds nothing that could end an HTML script element. */
#include "base/json.h"
#include "base/limits.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void write_value(struct json_writer *w, json_t *value)
{
    const char *key;
    json_t *child;
    size_t i;
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        json_begin_object(w);
        json_object_foreach(value, key, child)
        {
            json_key(w, key);
            write_value(w, child);
        }
        json_end_object(w);
        break;
    case JSON_ARRAY:
        json_begin_array(w);
        json_array_foreach(value, i, child) write_value(w, child);
        json_end_array(w);
        break;
    case JSON_STRING:
        json_put_text(
            w, (struct str){json_string_value(value), json_string_length(value)});
        break;
    case JSON_INTEGER:
        json_put_int(w, json_integer_value(value));
        break;
    case JSON_REAL:
        json_put_number(w, json_real_value(value));
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        json_put_bool(w, json_is_true(value));
        break;
    case JSON_NULL:
        json_put_null(w);
        break;
    }
}

/* As json_equal, but a whole real such as 1.0 comes back as the integer 1. */
static bool same(json_t *a, json_t *b)
{
    const char *key;
    json_t *child;
    size_t i;
    if (json_is_real(a) && json_is_number(b))
        return json_number_value(a) == json_number_value(b);
    if (json_is_object(a) && json_is_object(b)) {
        if (json_object_size(a) != json_object_size(b)) return false;
        json_object_foreach(a, key, child)
        {
            json_t *other = json_object_get(b, key);
            if (!other || !same(child, other)) return false;
        }
        return true;
    }
    if (json_is_array(a) && json_is_array(b)) {
        if (json_array_size(a) != json_array_size(b)) return false;
        json_array_foreach(a, i,
                           child) if (!same(child, json_array_get(b, i))) return false;
        return true;
    }
    return json_equal(a, b);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct err e = {0};
    json_t *first, *second;
    enum err_code rc = json_read(&first, (struct str){(const char *)bytes, n}, &e);
    if (rc != OK) {
        require(!first && (rc == ERR_SYNTAX || rc == ERR_TOO_LARGE));
        require(rc != ERR_SYNTAX || (e.line >= 1 && e.column >= 1));
        return 0;
    }
    struct buf out;
    struct json_writer w;
    buf_init(&out, 8 * n + 64);
    json_begin(&w, &out);
    write_value(&w, first);
    require(json_finish(&w, &e) == OK);
    require(!strpbrk(out.p, "<>&\n\r"));
    require(json_read(&second, buf_str(&out), &e) == OK);
    require(same(first, second));
    json_decref(first);
    json_decref(second);
    buf_dispose(&out);
    return 0;
}
