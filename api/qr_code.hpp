#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace clockstart::api {

// A QR code as a drawing: a square of `size` units a side, quiet zone included, and the path of an SVG whose shapes are
// its dark parts. By libqrencode, with error correction M.
struct qr_code {
    std::size_t size{};
    std::string path;
};
qr_code draw_qr_code(std::string_view text);

} // namespace clockstart::api
