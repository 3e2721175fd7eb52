# find_package(copydesk): the target copydesk::copydesk, for C (copydesk.h) and C++ (copydesk.hpp).
include("${CMAKE_CURRENT_LIST_DIR}/copydeskTargets.cmake")
