// Do two lists of measurements come from the same source? The test of Mann and Whitney, by ranks, with its normal approximation: gives the
// probability of a difference as large as this one where there is none, and the share of pairs in which the first is the larger (0.5: none).
export function rank_test(left, right) {
    const all = [...left.map((value) => [value, 0]), ...right.map((value) => [value, 1])].sort(([one], [other]) => one - other);
    let ranks_of_left = 0;
    let ties = 0;
    for (let from = 0; from < all.length; ) {
        let to = from;
        while (to < all.length && all[to][0] === all[from][0]) {
            ++to;
        }
        const rank = (from + 1 + to) / 2;
        ties += (to - from) ** 3 - (to - from);
        ranks_of_left += rank * all.slice(from, to).filter(([, which]) => which === 0).length;
        from = to;
    }
    const [m, n] = [left.length, right.length];
    const u = ranks_of_left - (m * (m + 1)) / 2;
    const spread = Math.sqrt(((m * n) / 12) * (m + n + 1 - ties / ((m + n) * (m + n - 1))));
    const z = Math.abs(u - (m * n) / 2) / spread;
    return { p: two_sided(z), share: u / (m * n) };
}

// 2 (1 - Phi(z)), by the approximation of Abramowitz and Stegun 7.1.26 (to 1.5e-7).
function two_sided(z) {
    const x = z / Math.SQRT2;
    const t = 1 / (1 + 0.3275911 * x);
    return t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x);
}

export const median = (list) => [...list].sort((one, other) => one - other)[Math.floor(list.length / 2)];
