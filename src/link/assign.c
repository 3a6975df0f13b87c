/* True in this file: evidence is a whole number of 2^-20 bits, so that sums do not
 * depend on order. Each left row also may stay alone, at no gain; so every left row is
 * placed once and the cheapest placing is the heaviest choice.
 *
 * cost(left, right) = heaviest - weight, cost(left, alone) = heaviest; potentials keep
 * reduced costs at or above 0, so that the shortest way to a free right row is found
 * by Dijkstra's search and lengthens the choice by one at the least cost. */
#include <math.h>

#include "link/assign.h"

static const uint32_t none = UINT32_MAX;
/* beyond: left rows times pairs in one group */
static const double exact_most = 1 << 28;

struct arc {
    uint32_t left, right; /* rows; later numbers within the group */
    int64_t weight;
};

struct heap_item {
    int64_t distance;
    uint32_t right;
};

struct side {
    size_t n_left, n_right;
    const struct arc *arc; /* by left */
    size_t *first;         /* of each left; n_left + 1 */
    int64_t heaviest;
    int64_t *left_potential, *right_potential, *distance;
    uint32_t *left_of, *right_of; /* right: its left, left: its right (or alone) */
    uint32_t *before;             /* the left from which a right was reached */
    uint8_t *is_final;
    uint32_t *touched;
    size_t n_touched;
    struct heap_item *heap;
    size_t n_heap, heap_capacity;
};

static bool item_before(struct heap_item x, struct heap_item y)
{
    return x.distance != y.distance ? x.distance < y.distance : x.right < y.right;
}

static void heap_push(struct side *s, struct heap_item x)
{
    if (s->n_heap == s->heap_capacity) {
        s->heap_capacity = s->heap_capacity ? s->heap_capacity * 2 : 64;
        s->heap = realloc(s->heap, s->heap_capacity * sizeof *s->heap);
        require(s->heap);
    }
    size_t i = s->n_heap++;
    for (; i > 0 && item_before(x, s->heap[(i - 1) / 2]); i = (i - 1) / 2)
        s->heap[i] = s->heap[(i - 1) / 2];
    s->heap[i] = x;
}

static struct heap_item heap_pop(struct side *s)
{
    struct heap_item top = s->heap[0], x = s->heap[--s->n_heap];
    size_t i = 0;
    for (;;) {
        size_t next = 2 * i + 1;
        if (next >= s->n_heap) break;
        if (next + 1 < s->n_heap && item_before(s->heap[next + 1], s->heap[next]))
            next++;
        if (!item_before(s->heap[next], x)) break;
        s->heap[i] = s->heap[next];
        i = next;
    }
    s->heap[i] = x;
    return top;
}

/* A right row, or (n_right + left) the place where a left row stays alone. */
static void reach(struct side *s, uint32_t left, uint32_t right, int64_t cost,
                  int64_t so_far)
{
    int64_t d = so_far + cost - s->left_potential[left] - s->right_potential[right];
    if (s->is_final[right] || d >= s->distance[right]) return;
    if (s->distance[right] == INT64_MAX) s->touched[s->n_touched++] = right;
    s->distance[right] = d;
    s->before[right] = left;
    heap_push(s, (struct heap_item){d, right});
}

static void reach_all(struct side *s, uint32_t left, int64_t so_far)
{
    for (size_t i = s->first[left]; i < s->first[left + 1]; i++)
        reach(s, left, s->arc[i].right, s->heaviest - s->arc[i].weight, so_far);
    reach(s, left, (uint32_t)s->n_right + left, s->heaviest, so_far);
}

static void place_left(struct side *s, uint32_t left)
{
    uint32_t end = none;
    int64_t length = 0;
    s->n_heap = s->n_touched = 0;
    reach_all(s, left, 0);
    while (end == none) { /* there is always one: staying alone */
        struct heap_item x = heap_pop(s);
        if (s->is_final[x.right]) continue;
        s->is_final[x.right] = 1;
        length = x.distance;
        if (s->left_of[x.right] == none)
            end = x.right;
        else
            reach_all(s, s->left_of[x.right], x.distance);
    }
    s->left_potential[left] += length;
    for (size_t i = 0; i < s->n_touched; i++) {
        uint32_t right = s->touched[i];
        if (s->is_final[right] && right != end) {
            s->right_potential[right] += s->distance[right] - length;
            s->left_potential[s->left_of[right]] += length - s->distance[right];
        }
        s->is_final[right] = 0;
        s->distance[right] = INT64_MAX;
    }
    for (uint32_t right = end;;) {
        uint32_t l = s->before[right], next = s->right_of[l];
        s->left_of[right] = l;
        s->right_of[l] = right;
        if (l == left) break;
        right = next;
    }
}

static void *of_size(size_t n, size_t size)
{
    void *p = calloc(n + 1, size);
    require(p);
    return p;
}

/* `arc` by left, then right, with numbers within the group. */
static void solve_exactly(uint32_t *partner, struct arc *arc, size_t n_arcs,
                          const uint32_t *left_row, size_t n_left,
                          const uint32_t *right_row, size_t n_right)
{
    size_t n_places = n_right + n_left;
    struct side s = {.n_left = n_left, .n_right = n_right, .arc = arc};
    s.first = of_size(n_left + 1, sizeof *s.first);
    s.left_potential = of_size(n_left, sizeof *s.left_potential);
    s.right_potential = of_size(n_places, sizeof *s.right_potential);
    s.distance = of_size(n_places, sizeof *s.distance);
    s.left_of = of_size(n_places, sizeof *s.left_of);
    s.right_of = of_size(n_left, sizeof *s.right_of);
    s.before = of_size(n_places, sizeof *s.before);
    s.is_final = of_size(n_places, sizeof *s.is_final);
    s.touched = of_size(n_places, sizeof *s.touched);
    for (size_t i = 0; i < n_arcs; i++) {
        s.first[arc[i].left + 1]++;
        s.heaviest = MAX_OF(s.heaviest, arc[i].weight);
    }
    for (size_t i = 0; i < n_left; i++)
        s.first[i + 1] += s.first[i];
    for (size_t i = 0; i < n_places; i++) {
        s.distance[i] = INT64_MAX;
        s.left_of[i] = none;
    }
    for (uint32_t i = 0; i < n_left; i++)
        s.right_of[i] = none;
    for (uint32_t i = 0; i < n_left; i++)
        place_left(&s, i);
    for (uint32_t i = 0; i < n_left; i++) {
        if (s.right_of[i] >= n_right) continue;
        partner[left_row[i]] = right_row[s.right_of[i]];
        partner[right_row[s.right_of[i]]] = left_row[i];
    }
    free(s.first);
    free(s.left_potential);
    free(s.right_potential);
    free(s.distance);
    free(s.left_of);
    free(s.right_of);
    free(s.before);
    free(s.is_final);
    free(s.touched);
    free(s.heap);
}

static int by_weight(const void *x, const void *y)
{
    const struct arc *p = x, *q = y;
    if (p->weight != q->weight) return p->weight > q->weight ? -1 : 1;
    if (p->left != q->left) return p->left < q->left ? -1 : 1;
    return (p->right > q->right) - (p->right < q->right);
}

static int by_left(const void *x, const void *y)
{
    const struct arc *p = x, *q = y;
    if (p->left != q->left) return p->left < q->left ? -1 : 1;
    if (p->right != q->right) return p->right < q->right ? -1 : 1;
    return (q->weight > p->weight) - (q->weight < p->weight);
}

static void solve_greedily(uint32_t *partner, struct arc *arc, size_t n_arcs)
{
    qsort(arc, n_arcs, sizeof *arc, by_weight);
    for (size_t i = 0; i < n_arcs; i++) {
        if (partner[arc[i].left] != none || partner[arc[i].right] != none) continue;
        partner[arc[i].left] = arc[i].right;
        partner[arc[i].right] = arc[i].left;
    }
}

/* ---------- groups ---------- */

/* Two sides by a union-find that knows on which side of its root a row is. */
struct sides {
    uint32_t *parent;
    uint8_t *other_side; /* than its parent */
    uint8_t *is_odd;     /* of a root: cannot be parted into two sides */
};

static uint32_t side_root(struct sides *s, uint32_t x, uint8_t *side_out)
{
    uint32_t root = x;
    uint8_t side = 0;
    for (; s->parent[root] != root; root = s->parent[root])
        side ^= s->other_side[root];
    *side_out = side;
    while (s->parent[x] != root && x != root) { /* shortens the way for the next */
        uint32_t next = s->parent[x];
        uint8_t step = s->other_side[x];
        s->parent[x] = root;
        s->other_side[x] = side;
        side ^= step;
        x = next;
    }
    return root;
}

static void sides_join(struct sides *s, uint32_t a, uint32_t b)
{
    uint8_t side_a, side_b;
    uint32_t root_a = side_root(s, a, &side_a), root_b = side_root(s, b, &side_b);
    if (root_a == root_b) {
        s->is_odd[root_a] |= side_a == side_b;
        return;
    }
    uint32_t low = MIN_OF(root_a, root_b), high = MAX_OF(root_a, root_b);
    s->parent[high] = low;
    s->other_side[high] = (uint8_t)(side_a ^ side_b ^ 1);
    s->is_odd[low] |= s->is_odd[high];
}

/* One group: `arc` has rows, left the side of the lowest row. */
static void group_assign(uint32_t *partner, struct arc *arc, size_t n, bool is_odd,
                         uint32_t *number_of)
{
    if (n == 1) {
        partner[arc->left] = arc->right;
        partner[arc->right] = arc->left;
        return;
    }
    qsort(arc, n, sizeof *arc, by_left);
    size_t n_left = 0, n_right = 0;
    uint32_t *left_row = malloc(n * sizeof *left_row);
    uint32_t *right_row = malloc(n * sizeof *right_row);
    require(left_row && right_row);
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || arc[i].left != arc[i - 1].left) left_row[n_left++] = arc[i].left;
        if (number_of[arc[i].right] == none) {
            number_of[arc[i].right] = (uint32_t)n_right;
            right_row[n_right++] = arc[i].right;
        }
    }
    if (is_odd || (double)n_left * (double)n > exact_most) {
        solve_greedily(partner, arc, n);
    } else {
        uint32_t left = 0;
        for (size_t i = 0; i < n; i++) {
            if (arc[i].left != left_row[left]) left++;
            arc[i].left = left;
            arc[i].right = number_of[arc[i].right];
        }
        solve_exactly(partner, arc, n, left_row, n_left, right_row, n_right);
    }
    for (size_t i = 0; i < n_right; i++)
        number_of[right_row[i]] = none;
    free(left_row);
    free(right_row);
}

void assign_one_to_one(uint32_t *partner, size_t n_rows,
                       const struct compared_pair *pairs, const double *bits, size_t n,
                       double link_bits)
{
    require(n_rows < UINT32_MAX);
    struct sides sides = {of_size(n_rows, sizeof(uint32_t)), of_size(n_rows, 1),
                          of_size(n_rows, 1)};
    size_t *start = of_size(n_rows + 1, sizeof *start), n_arcs = 0;
    struct arc *arc = of_size(n, sizeof *arc);
    uint32_t *number_of = of_size(n_rows, sizeof *number_of);
    for (uint32_t i = 0; i < n_rows; i++) {
        sides.parent[i] = i;
        partner[i] = number_of[i] = none;
    }
    for (size_t i = 0; i < n; i++)
        if (bits[i] > link_bits && pairs[i].a != pairs[i].b)
            sides_join(&sides, pairs[i].a, pairs[i].b);
    uint8_t side;
    for (size_t i = 0; i < n; i++)
        if (bits[i] > link_bits && pairs[i].a != pairs[i].b)
            start[side_root(&sides, pairs[i].a, &side) + 1]++;
    for (size_t i = 0; i < n_rows; i++)
        start[i + 1] += start[i];
    for (size_t i = 0; i < n; i++) {
        if (!(bits[i] > link_bits) || pairs[i].a == pairs[i].b) continue;
        uint32_t low = MIN_OF(pairs[i].a, pairs[i].b);
        uint32_t high = MAX_OF(pairs[i].a, pairs[i].b);
        uint32_t root = side_root(&sides, low, &side);
        int64_t weight = llround(fmin(bits[i] - link_bits, 4096) * (1 << 20)) + 1;
        bool turned = side == 1 && !sides.is_odd[root];
        arc[start[root]++] =
            turned ? (struct arc){high, low, weight} : (struct arc){low, high, weight};
        n_arcs++;
    }
    for (size_t i = 0; i < n_arcs;) { /* start[r] is now where the next group begins */
        uint32_t root = side_root(&sides, arc[i].left, &side);
        size_t end = start[root];
        group_assign(partner, arc + i, end - i, sides.is_odd[root], number_of);
        i = end;
    }
    free(sides.parent);
    free(sides.other_side);
    free(sides.is_odd);
    free(start);
    free(arc);
    free(number_of);
}
