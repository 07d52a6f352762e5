#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace clockstart::service::demo {

// How many children were waiting in each band of domain/bands/chs-7.json (the last one open at the top).
using band_counts = std::array<double, 7>;

// The published list that a pathway of the demo is shaped after. Equipment: the wheelchair line; SLT, OT, physio: their
// therapy lines; autism and ADHD: community paediatrics. Advice for EHC plans has no published line: its figures are
// invented.
const band_counts& published_waiting(std::string_view pathway);

// How long a child waits, such that a list which gains children evenly shows the published bands on any day: among
// those who wait at one moment, waits of t days are as frequent as children who wait longer than t, so the fall of the
// published counts per day is the distribution of whole waits.
class wait_shape {
public:
    explicit wait_shape(const band_counts& waiting);

    // The wait in days, at least 1, that `rank` (0 to 1) of all children do not exceed.
    int days_at(double rank) const;

private:
    std::vector<double> still_waiting_; // by day: the share who wait longer
};

// A rank from an even draw, tilted towards long waits (up to 1) or short ones (down to -1). Where the tilts of all
// children average to 0 their ranks together stay even: areas differ, the whole keeps its shape.
double tilted_rank(double even, double tilt);

} // namespace clockstart::service::demo
