#pragma once

#include <curl/curl.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace clockstart::scheduler {

// One conversation by libcurl, which is set up for the whole process with the first of them. Verifies certificates (TLS
// 1.2 at least), heeds no proxy, no .netrc and no signal; says nothing on standard error. Use it on one thread.
class transfer {
public:
    transfer(); // throws when there is no memory
    transfer(const transfer&) = delete;
    transfer& operator=(const transfer&) = delete;

    // Throws when libcurl does not know the option or the value: a bug.
    template <class Value>
    void set(CURLoption option, Value value) {
        check(curl_easy_setopt(handle_.get(), option, value));
    }
    void set(CURLoption option, const std::string& text) {
        check(curl_easy_setopt(handle_.get(), option, text.c_str()));
    }
    // Limits: until connected, and all in all. What comes after the last answer may take as long again.
    void limit(std::chrono::milliseconds connecting, std::chrono::milliseconds whole);

    // Asked about once a second while it lasts, on the thread that performs: true ends it (CURLE_ABORTED_BY_CALLBACK).
    void hang_up_when(std::function<bool()> asked);

    CURLcode perform();
    // The status that the other side gave by HTTP; 0 without any.
    long status() const;
    // Why perform() failed, in words of libcurl; they may hold the name of the other machine.
    std::string why(CURLcode failure) const;

private:
    struct closing {
        void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    };
    static void check(CURLcode set);

    static int follow_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

    char details_[CURL_ERROR_SIZE]{};
    std::function<bool()> hangs_up_;
    std::unique_ptr<CURL, closing> handle_; // last: it writes its end into what stands above
};

// A list of lines as libcurl takes it; must outlive the transfer that it is set on.
class line_list {
public:
    line_list() = default;
    ~line_list() { curl_slist_free_all(first_); }
    line_list(const line_list&) = delete;
    line_list& operator=(const line_list&) = delete;

    void add(const std::string& line);
    curl_slist* first() const { return first_; }

private:
    curl_slist* first_{nullptr};
};

} // namespace clockstart::scheduler
