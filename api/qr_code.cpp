#include "api/qr_code.hpp"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace clockstart::api {

qr_code draw_qr_code(std::string_view text) {
    constexpr std::size_t quiet = 4; // ISO/IEC 18004: units around it that stay light
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code{
        QRcode_encodeString8bit(std::string{text}.c_str(), 0, QR_ECLEVEL_M), QRcode_free};
    if (!code) {
        throw std::runtime_error{"this text does not fit into a QR code"};
    }
    const auto width = static_cast<std::size_t>(code->width);
    const auto is_dark = [&](std::size_t row, std::size_t column) {
        return (code->data[row * width + column] & 1U) != 0;
    };
    qr_code drawn{width + 2 * quiet, {}};
    for (std::size_t row = 0; row < width; ++row) {
        for (std::size_t column = 0; column < width;) {
            auto end = column;
            while (end < width && is_dark(row, end)) {
                ++end;
            }
            if (end > column) {
                drawn.path += 'M' + std::to_string(column + quiet) + ' ' + std::to_string(row + quiet) + 'h' +
                              std::to_string(end - column) + "v1h-" + std::to_string(end - column) + 'z';
            }
            column = end + 1;
        }
    }
    return drawn;
}

} // namespace clockstart::api
