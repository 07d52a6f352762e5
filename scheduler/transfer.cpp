#include "scheduler/transfer.hpp"

#include <new>
#include <stdexcept>
#include <utility>

namespace clockstart::scheduler {

namespace {

void start_curl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT); // once, by the rules of static objects
    if (started != CURLE_OK) {
        throw std::runtime_error{"libcurl cannot be used on this machine"};
    }
}

} // namespace

transfer::transfer() {
    start_curl();
    handle_.reset(curl_easy_init());
    if (!handle_) {
        throw std::bad_alloc{};
    }
    set(CURLOPT_ERRORBUFFER, details_);
    set(CURLOPT_NOSIGNAL, 1L); // several threads
    set(CURLOPT_PROXY, "");    // none from the environment: whom we talk to is in the configuration
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
}

void transfer::limit(std::chrono::milliseconds connecting, std::chrono::milliseconds whole) {
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connecting.count()));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(whole.count()));
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, static_cast<long>(std::chrono::ceil<std::chrono::seconds>(whole).count()));
}

void transfer::hang_up_when(std::function<bool()> asked) {
    hangs_up_ = std::move(asked);
    set(CURLOPT_XFERINFOFUNCTION, &transfer::follow_progress);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
    set(CURLOPT_NOPROGRESS, hangs_up_ ? 0L : 1L);
}

int transfer::follow_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<transfer*>(self)->hangs_up_() ? 1 : 0;
}

CURLcode transfer::perform() { return curl_easy_perform(handle_.get()); }

long transfer::status() const {
    long status = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    return status;
}

std::string transfer::why(CURLcode failure) const {
    return details_[0] != '\0' ? std::string{details_} : std::string{curl_easy_strerror(failure)};
}

void transfer::check(CURLcode set) {
    if (set == CURLE_OUT_OF_MEMORY) {
        throw std::bad_alloc{};
    }
    if (set != CURLE_OK) {
        throw std::logic_error{std::string{"an option of libcurl: "} + curl_easy_strerror(set)};
    }
}

void line_list::add(const std::string& line) {
    auto* const longer = curl_slist_append(first_, line.c_str());
    if (longer == nullptr) {
        throw std::bad_alloc{};
    }
    first_ = longer;
}

} // namespace clockstart::scheduler
