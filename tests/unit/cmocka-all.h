/* cmocka-all.h: cmocka with the headers it wants before it. CASE in the environment names the tests to run, with * and ?. */
#ifndef PEERLOOM_TESTS_CMOCKA_ALL_H
#define PEERLOOM_TESTS_CMOCKA_ALL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#undef cmocka_run_group_tests
#define cmocka_run_group_tests(tests, set_up, tear_down) \
    (cmocka_set_test_filter(getenv("CASE")), \
     _cmocka_run_group_tests(#tests, tests, sizeof(tests) / sizeof((tests)[0]), set_up, tear_down))

#endif
