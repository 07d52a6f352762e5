#pragma once

namespace clockstart::service {

// From now on nobody but root reads the memory of this process: no core file is written when it breaks, and no debugger
// of the same user is let in. Names that were just answered, and the key of the vault, are in it.
void keep_memory_private();

} // namespace clockstart::service
