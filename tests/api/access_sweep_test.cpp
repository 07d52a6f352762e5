#include "tests/api/access_sweep.hpp"

#include <gtest/gtest.h>

#include <cstdio>

namespace clockstart {
namespace {

// Each cell is one call of one operation by one role about one object.
struct AccessSweep : testing::Test {
    static const std::vector<test::access_cell>& cells() {
        static const std::vector<test::access_cell> all = [] {
            test::house_server house;
            return test::sweep_access(house);
        }();
        return all;
    }
};

TEST_F(AccessSweep, FindsEveryOperationForEveryRoleAsTheTableSays) {
    const auto found = test::differences(cells(), api::may);
    for (const auto& one : found) {
        ADD_FAILURE() << one;
    }
    EXPECT_GT(cells().size(), 1000U);
    std::printf("%zu cells of operation, role and object; %zu differ from the table\n", cells().size(), found.size());
}

// A hole in the table, or a door that is shut to whom it should be open: whichever it is, the sweep tells.
TEST_F(AccessSweep, TellsOfEveryHole) {
    int holes = 0;
    for (const auto& row : api::access_table) {
        for (std::size_t place = 1; place < api::right_count; ++place) { // who may come in is nobody's right
            const auto planted = [&](std::string_view role, api::right what) {
                const bool is_here = role == row.role && static_cast<std::size_t>(what) == place;
                return is_here ? !api::may(role, what) : api::may(role, what);
            };
            EXPECT_FALSE(test::differences(cells(), planted).empty()) << row.role << ", right " << place;
            ++holes;
        }
    }
    std::printf("%d holes planted in the table, one after the other\n", holes);
}

} // namespace
} // namespace clockstart
