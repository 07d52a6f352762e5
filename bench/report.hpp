#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace clockstart::bench {

// Repetitions of one measurement.
class figures {
public:
    void add(double one) { all_.push_back(one); }
    double median() const;
    double least() const;
    double most() const;

private:
    std::vector<double> all_;
};

// One table of what was measured, ours beside the ceiling.
class report {
public:
    enum class mark { at_least, below };

    // Ours against a ceiling; the mark is on the ratio of each repetition's pair.
    void ratio(std::string measure, const std::string& unit, const figures& ours, const figures& ceiling,
               const figures& ratio, std::optional<double> wanted);
    // A figure that stands alone.
    void figure(std::string measure, const std::string& unit, const figures& ours,
                std::optional<std::pair<mark, double>> wanted);
    void note(std::string text) { notes_.push_back(std::move(text)); }

    // In Markdown.
    std::string table() const;

private:
    struct line {
        std::string measure, ours, ceiling, ratio, mark, reached;
    };
    std::vector<line> lines_;
    std::vector<std::string> notes_;
};

} // namespace clockstart::bench
