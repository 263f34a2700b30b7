# Makefile of gxreport: builds the extension, shows it, tests it, installs it.
#
# In:  the sources in ext/, a C compiler, pkg-config, SQLite, PCRE2 and ICU.
# Out: build/gxreport.so, which SQLite loads, and build/libgxreport.a, which a program links.
#
# `make help` lists what it can do.

O ?= build
PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
PKGCONFIGDIR ?= $(LIBDIR)/pkgconfig
REPORTS ?=

CFLAGS ?= -O2 -g
PKG_CONFIG ?= pkg-config
SQLITE3 ?= sqlite3
CLANG_FORMAT ?= clang-format
# The system's own Python: others are often built without loadable extensions.
PYTHON ?= $(firstword $(wildcard /usr/bin/python3) python3)

PACKAGES := sqlite3 libpcre2-8 icu-uc icu-i18n
# The one place of the version is ext/gxreport.h.
VERSION := $(shell sed -n 's/^.define GXREPORT_VERSION "\(.*\)"/\1/p' ext/gxreport.h 2>/dev/null)
COMMIT := $(shell test -e .git && git rev-parse -q --short --verify HEAD 2>/dev/null || \
                  echo unknown)

# ---- sources and flags --------------------------------------------------------------------------

SO := $(O)/gxreport.so
STATIC := $(O)/libgxreport.a
GENERATOR := $(O)/make_tables

READER_SOURCES := $(filter-out ext/report/make_tables.c,$(sort $(wildcard ext/report/*.c)))
DOOR_SOURCES := ext/gxreport.c $(sort $(wildcard ext/sql/*.c))
# The reader is the same in both products; what calls SQLite is compiled once for each.
READER := $(READER_SOURCES:ext/%.c=$(O)/obj/%.o) $(O)/obj/tables.o
DOOR := $(DOOR_SOURCES:ext/%.c=$(O)/obj/loadable/%.o)
CORE_DOOR := $(DOOR_SOURCES:ext/%.c=$(O)/obj/core/%.o)
ACCURACY_DIR := $(O)/tests/accuracy
ACCURACY_OBJECTS := $(patsubst tests/accuracy/%.c,$(ACCURACY_DIR)/%.o,\
                    $(sort $(wildcard tests/accuracy/*.c)))
UNIT_TESTS := $(patsubst tests/unit/%.c,$(O)/tests/%,$(sort $(wildcard tests/unit/*_test.c)))
SQL_TESTS := $(patsubst tests/sql/%.c,$(O)/tests/%,$(sort $(wildcard tests/sql/*.c)))
SCRIPTS := $(sort $(wildcard tests/run.py tests/*/run.py tests/*/*/run.py))

PKG_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(PACKAGES) 2>/dev/null)
PKG_LIBS := $(shell $(PKG_CONFIG) --libs $(PACKAGES) 2>/dev/null)
SO_LIBS := $(shell $(PKG_CONFIG) --libs libpcre2-8 icu-uc 2>/dev/null)

WARNINGS := -Wall -Wextra -Wconversion -Wshadow
ifneq ($(filter true 1,$(CI) $(WERROR)),)
WARNINGS += -Werror
endif
SANITIZED := $(findstring -fsanitize,$(CC) $(CFLAGS) $(LDFLAGS))

# The soname lets the loader's cache know the library by the name that `.load gxreport` asks for.
SO_FLAGS := -shared -Wl,-soname,gxreport.so -Wl,--as-needed $(if $(SANITIZED),,-Wl,-z,defs)
COMPILE = $(CC) -std=c11 $(WARNINGS) -fPIC -fvisibility=hidden -Iext -Iext/report $(PKG_CFLAGS) \
          $(CPPFLAGS) $(CFLAGS) -MMD -MP
IDENTITY = -DGX_COMMIT='"$(COMMIT)"' -DGX_FLAGS='"$(subst ",,$(subst ',,$(strip \
           -std=c11 $(CPPFLAGS) $(CFLAGS))))"'
# Calls of malloc and its kin in our own objects go through tests/unit/check.h.
WRAP := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free

# Recipes show themselves in short; `make V=1` shows the commands.
Q := $(if $(V),,@)
SAY = $(if $(V),@:,@echo)

# ---- building -----------------------------------------------------------------------------------

.PHONY: all
all: $(SO) $(STATIC)

$(SO): $(DOOR) $(READER)
	$(SAY) 'LINK $@'
	$(Q)$(CC) $(SO_FLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(SO_LIBS) $(LDLIBS)

$(STATIC): $(CORE_DOOR) $(READER)
	@rm -f $@
	$(SAY) 'AR   $@'
	$(Q)$(AR) rcs $@ $^

$(O)/obj/report/%.o: ext/report/%.c $(O)/flags | need
	@mkdir -p $(@D)
	$(SAY) 'CC   $@'
	$(Q)$(COMPILE) -c -o $@ $<

$(O)/obj/tables.o: $(O)/gen/tables.c $(O)/flags | need
	$(SAY) 'CC   $@'
	$(Q)$(COMPILE) -c -o $@ $<

$(O)/obj/loadable/%.o: ext/%.c $(O)/flags $(O)/identity | need
	@mkdir -p $(@D)
	$(SAY) 'CC   $@'
	$(Q)$(COMPILE) $(IDENTITY) -c -o $@ $<

$(O)/obj/core/%.o: ext/%.c $(O)/flags $(O)/identity | need
	@mkdir -p $(@D)
	$(SAY) 'CC   $@'
	$(Q)$(COMPILE) $(IDENTITY) -DSQLITE_CORE -c -o $@ $<

# The tables for script and width folding, out of ICU's data.
$(GENERATOR): $(O)/obj/report/make_tables.o $(O)/obj/report/labels.o $(O)/obj/report/forms.o
	$(SAY) 'LINK $@'
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PKG_LIBS) $(LDLIBS)

$(O)/gen/tables.c: $(GENERATOR)
	@mkdir -p $(@D)
	$(SAY) 'GEN  $@'
	$(Q)$(if $(SANITIZED),ASAN_OPTIONS=detect_leaks=0) $(GENERATOR) > $@.new
	$(Q)mv $@.new $@

# Files that change when the flags or the commit do, so that the objects are made anew.
$(O)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(COMPILE))' | cmp -s - $@ || \
	    printf '%s\n' '$(subst ','\'',$(COMPILE))' > $@

$(O)/identity: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(COMMIT)' | cmp -s - $@ || printf '%s\n' '$(COMMIT)' > $@

.PHONY: FORCE
FORCE:

# ---- what the build needs -----------------------------------------------------------------------

define CHECK_NEEDS
missing() { \
    echo "gxreport: $$1 is missing: install $$2 (Debian, Ubuntu) or $$3 (Fedora);" \
        "\"make deps\" does it on Debian and Ubuntu" >&2; \
    exit 1; \
}; \
has() { $(PKG_CONFIG) --exists "$$@" 2>/dev/null; }; \
command -v $(firstword $(CC)) >/dev/null 2>&1 || missing "the C compiler ($(CC))" gcc gcc; \
command -v $(PKG_CONFIG) >/dev/null 2>&1 || missing pkg-config pkg-config pkgconf-pkg-config; \
has 'sqlite3 >= 3.38' || missing "SQLite 3.38 or later" libsqlite3-dev sqlite-devel; \
has libpcre2-8 || missing PCRE2 libpcre2-dev pcre2-devel; \
has icu-uc icu-i18n || missing ICU4C libicu-dev libicu-devel
endef

.PHONY: need
need:
	@$(CHECK_NEEDS)

define INSTALL_NEEDS
want=; \
has() { $(PKG_CONFIG) --exists "$$@" 2>/dev/null; }; \
command -v $(firstword $(CC)) >/dev/null 2>&1 || want="$$want gcc libc6-dev"; \
command -v $(PKG_CONFIG) >/dev/null 2>&1 || want="$$want pkg-config"; \
has 'sqlite3 >= 3.38' || want="$$want libsqlite3-dev"; \
has libpcre2-8 || want="$$want libpcre2-dev"; \
has icu-uc icu-i18n || want="$$want libicu-dev"; \
command -v $(SQLITE3) >/dev/null 2>&1 || want="$$want sqlite3"; \
$(PYTHON) -c 'import sqlite3; sqlite3.connect("").enable_load_extension(True)' 2>/dev/null || \
    want="$$want python3"; \
test -n "$$want" || exit 0; \
if ! command -v apt-get >/dev/null 2>&1; then \
    echo "gxreport: what these Debian packages hold is missing, and there is no apt-get here to" \
        "install it:$$want" >&2; \
    echo "gxreport: on Fedora: dnf install gcc pkgconf-pkg-config sqlite-devel pcre2-devel" \
        "libicu-devel sqlite python3" >&2; \
    exit 1; \
fi; \
as=; \
if test "$$(id -u)" -ne 0; then \
    if ! command -v sudo >/dev/null 2>&1; then \
        echo "gxreport: needs root to install these packages:$$want" >&2; \
        exit 1; \
    fi; \
    as=sudo; \
fi; \
echo "gxreport: installing these packages with apt-get:$$want"; \
$$as apt-get update && \
$$as env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $$want
endef

.PHONY: deps
deps:
	@$(INSTALL_NEEDS)

# ---- tests --------------------------------------------------------------------------------------

# What pkg-config says may change with `deps`, so the rest is done by another make.
.PHONY: test
test: deps
	@$(MAKE) --no-print-directory check

# A test program: one C file and the static library.
$(O)/tests/%_test: tests/unit/%_test.c $(STATIC) $(O)/flags
	@mkdir -p $(@D)
	$(SAY) 'TEST $@'
	$(Q)$(COMPILE) -DSQLITE_CORE -Itests/unit -MF $@.d -MT $@ -o $@ $< $(LDFLAGS) $(WRAP) \
	    $(STATIC) $(PKG_LIBS) $(LDLIBS)

$(SQL_TESTS): $(O)/tests/%: tests/sql/%.c $(STATIC) $(O)/flags
	@mkdir -p $(@D)
	$(SAY) 'TEST $@'
	$(Q)$(COMPILE) -DSQLITE_CORE -Iext/sql -MF $@.d -MT $@ -o $@ $< $(LDFLAGS) \
	    $(STATIC) $(PKG_LIBS) -lpthread $(LDLIBS)

# Runs each suite, then adds up their closing lines 'N passed, N failed'. A suite that prints none,
# or that reports no failure but exits with one, counts as a failure itself.
define RUN_SUITES
passed=0; failed=0; \
suite() { \
    name="$$1"; shift; \
    echo "== $$name"; \
    { "$$@" 2>&1; echo $$? > $(O)/tests/status; } | tee $(O)/tests/output; \
    line=$$(grep -E '^[0-9]+ passed, [0-9]+ failed$$' $(O)/tests/output | tail -n 1); \
    status=$$(cat $(O)/tests/status); \
    if test -z "$$line"; then \
        echo "$$name: no closing line, exit status $$status"; \
        line="0 passed, 1 failed"; \
    elif test "$$status" -ne 0 && test "$${line#*, }" = "0 failed"; then \
        echo "$$name: exit status $$status"; \
        line="$${line%,*}, 1 failed"; \
    fi; \
    passed=$$((passed + $${line%% *})); \
    line="$${line#*, }"; \
    failed=$$((failed + $${line%% *})); \
}; \
for t in $(UNIT_TESTS) $(SQL_TESTS); do suite "$$t" "$$t"; done; \
for t in $(RUN_SCRIPTS); do suite "$$t" $(PYTHON_ENV) $(PYTHON) "$$t" "$(SO)"; done; \
suite "tests/accuracy, one copy of each kind" $(ACCURACY_DIR)/accuracy $(ACCURACY_DIR)/truths.tsv \
    --brief --copies 1 --every $(if $(SANITIZED),997,97); \
echo "== all suites"; \
echo "$$passed passed, $$failed failed"; \
test "$$failed" -eq 0 && test "$$passed" -gt 0
endef

# tests/build looks at the products as they are shipped.
RUN_SCRIPTS = $(if $(SANITIZED),$(filter-out tests/build/run.py,$(SCRIPTS)),$(SCRIPTS))
# Python is no sanitized program, so it has to be given the library, and its own leaks are not ours.
PYTHON_ENV = env PYTHONDONTWRITEBYTECODE=1 $(if $(SANITIZED),ASAN_OPTIONS=detect_leaks=0 \
             LD_PRELOAD=$(shell $(CC) -print-file-name=libasan.so))

.PHONY: check
check: all $(UNIT_TESTS) $(SQL_TESTS) $(ACCURACY_DIR)/accuracy $(ACCURACY_DIR)/truths.tsv
	@mkdir -p $(O)/tests
	@$(RUN_SUITES)

ASAN_FLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
              -fno-sanitize-recover=undefined

.PHONY: asan
asan: deps
	@$(MAKE) --no-print-directory O=$(O)/asan CFLAGS='$(ASAN_FLAGS)' check

# libFuzzer looks for bodies for which a question of tests/sql/fuzz.c fails. Needs clang.
FUZZ ?= -max_total_time=300
FUZZ_FLAGS := -O1 -g -fsanitize=fuzzer-no-link,address,undefined \
              -fno-sanitize-recover=undefined

.PHONY: fuzz
fuzz: | need
	@$(MAKE) --no-print-directory O=$(O)/fuzz CC=clang CFLAGS='$(FUZZ_FLAGS)' $(O)/fuzz/fuzz
	@mkdir -p $(O)/fuzz/found
	$(Q)$(O)/fuzz/fuzz -artifact_prefix=$(O)/fuzz/ -max_len=20000 -timeout=100 -report_slow_units=60 \
	    $(FUZZ) $(O)/fuzz/found $(wildcard fixtures/*/)

$(O)/fuzz: tests/sql/fuzz.c $(STATIC)
	$(SAY) 'LINK $@'
	$(Q)$(COMPILE) -DSQLITE_CORE -DGX_LIBFUZZER -MF $@.d -MT $@ -fsanitize=fuzzer -o $@ $< \
	    $(LDFLAGS) $(STATIC) $(PKG_LIBS) $(LDLIBS)

# ---- accuracy -----------------------------------------------------------------------------------

# How exactly every text of fixtures/ is read, undamaged and damaged; ACCURACY='--help' for more.
ACCURACY ?=

$(ACCURACY_DIR)/%.o: tests/accuracy/%.c $(O)/flags | need
	@mkdir -p $(@D)
	$(SAY) 'CC   $@'
	$(Q)$(COMPILE) -c -o $@ $<

$(ACCURACY_DIR)/accuracy: $(ACCURACY_OBJECTS) $(READER)
	$(SAY) 'LINK $@'
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(SO_LIBS) $(LDLIBS)

$(ACCURACY_DIR)/truths.tsv: tests/accuracy/truths.py $(wildcard fixtures/*.json)
	@mkdir -p $(@D)
	$(Q)$(PYTHON) $< > $@

.PHONY: accuracy
accuracy: $(ACCURACY_DIR)/accuracy $(ACCURACY_DIR)/truths.tsv
	$(Q)$< $(ACCURACY_DIR)/truths.tsv $(ACCURACY)

-include $(wildcard $(ACCURACY_DIR)/*.d)

# ---- speed --------------------------------------------------------------------------------------

# What reading costs beside what reading the text costs: N reports in LAYOUT, or in all of them;
# SUITE is one of layouts, hostile, threads, lengths, numbers, memory, loading, python.
N ?= 20000
ROUNDS ?= 5
LAYOUT ?=
SUITE ?=
BENCH_DIR := $(O)/bench

$(BENCH_DIR)/bench: $(wildcard tests/bench/*.[ch]) ext/report/report.h $(O)/flags | need
	@mkdir -p $(@D)
	$(SAY) 'LINK $@'
	$(Q)$(CC) -std=c11 $(WARNINGS) $(PKG_CFLAGS) $(CPPFLAGS) $(CFLAGS) -rdynamic -o $@ \
	    $(wildcard tests/bench/*.c) $(LDFLAGS) $(PKG_LIBS) -lpthread $(LDLIBS)

$(BENCH_DIR)/templates: tests/bench/templates.py $(wildcard tests/corpus/*.py tests/corpus/*.txt)
	@mkdir -p $@
	$(Q)PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/bench/templates.py $@
	@touch $@

.PHONY: bench
bench: $(SO) $(BENCH_DIR)/bench $(BENCH_DIR)/templates
	$(Q)$(BENCH_DIR)/bench $(SO) $(BENCH_DIR)/templates -n $(N) -r $(ROUNDS) \
	    $(if $(LAYOUT),-l $(LAYOUT)) $(if $(SUITE),-s $(SUITE)) \
	    -p 'env PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/bench/parser.py $(BENCH_DIR)/templates'

# ---- demo ---------------------------------------------------------------------------------------

.PHONY: demo
demo: deps
	@$(MAKE) --no-print-directory $(SO)
	@$(MAKE) --no-print-directory demo-db
	@$(SQLITE3) -batch $(O)/demo.db ".load $(O)/gxreport" ".echo on" ".read sql/demo.sql"

# What the demo shows where no REPORTS are named: fifteen invented reports, as different tools hand
# them out.
CHOICE := lines/qingtan-2020.txt tabs/nanpu-2020.txt lines0/shuixi-2022.txt \
          hans-readings/shimenqiao-2019.txt pdf-raw/xiaohe-2021.txt pdf-layout/liangting-2024.txt \
          bar-rows/dongliu-2023.txt markdown/yunqiao-2023.txt html-clean/baishi-2020.html \
          pipes/gaojiawan-2024.txt lines/songshan-2022.txt hant/tianxin-2022.txt \
          bytes/luzhou-2023.gbk.txt padded/fengtai-2021.txt html-word/meixi-2022.html

# Loads a directory of reports into an ordinary table: UTF-8 as TEXT, bytes in other charsets as the
# BLOBs that they are. SQL sees the directory as $(O)/reports, so its name may hold anything.
define LOAD_REPORTS
.bail on
.load $(O)/gxreport
CREATE TABLE reports(id INTEGER PRIMARY KEY, file TEXT NOT NULL, body);
INSERT INTO reports(file, body)
SELECT file, iif(CAST(gx_text(data) AS BLOB) = data, CAST(data AS TEXT), data)
FROM (SELECT substr(name, 3) AS file, readfile('$(O)/reports/' || name) AS data
      FROM (SELECT name FROM fsdir('.', '$(O)/reports')
            WHERE mode & 0xf000 = 0x8000
              AND (name LIKE '%.txt' OR name LIKE '%.html' OR name LIKE '%.htm')
              AND $(if $(REPORTS),true,instr(' $(CHOICE) ', ' ' || substr(name, 3) || ' '))
            ORDER BY name));
SELECT count(*) || ' reports in the table reports of $(O)/demo.db' FROM reports;
endef
export LOAD_REPORTS REPORTS

.PHONY: demo-db
demo-db:
	@folder="$${REPORTS:-fixtures}"; \
	test -d "$$folder" || { echo "gxreport: no such directory: $$folder" >&2; exit 1; }; \
	rm -f $(O)/demo.db $(O)/reports && ln -s "$$(cd "$$folder" && pwd)" $(O)/reports
	@printf '%s\n' "$$LOAD_REPORTS" | $(SQLITE3) -batch $(O)/demo.db
	@rm -f $(O)/reports

# An invented county of 84 reports, 2019 to 2022, with errors planted in it; for the views.
.PHONY: county
county: $(SO)
	@$(PYTHON_ENV) $(PYTHON) tests/county/county.py $(O)/county.db
	@echo "sqlite3 $(O)/county.db '.load $(O)/gxreport' '.read sql/views.sql'" \
	    "'SELECT * FROM quality_issues'"

# ---- installing ---------------------------------------------------------------------------------

define PC_FILE
prefix=$(PREFIX)
libdir=$(LIBDIR)
includedir=$(INCLUDEDIR)
loadable=$${libdir}/gxreport.so

Name: gxreport
Description: Reads Chinese annual reports on open government information in SQL
Version: $(VERSION)
Requires: sqlite3 >= 3.38 libpcre2-8 icu-uc
Libs: -L$${libdir} -lgxreport
Cflags: -I$${includedir}
endef
export PC_FILE

# `.load gxreport` asks the loader for gxreport.so. It looks in its cache, which ldconfig fills with
# files whose names begin with lib, under their sonames: hence the link.
.PHONY: install
install: all
	install -d '$(DESTDIR)$(LIBDIR)' '$(DESTDIR)$(INCLUDEDIR)' '$(DESTDIR)$(PKGCONFIGDIR)'
	install -m 755 $(SO) '$(DESTDIR)$(LIBDIR)/gxreport.so'
	ln -sf gxreport.so '$(DESTDIR)$(LIBDIR)/libgxreport-loadable.so'
	install -m 644 $(STATIC) '$(DESTDIR)$(LIBDIR)/libgxreport.a'
	install -m 644 ext/gxreport.h '$(DESTDIR)$(INCLUDEDIR)/gxreport.h'
	@printf '%s\n' "$$PC_FILE" > '$(DESTDIR)$(PKGCONFIGDIR)/gxreport.pc'
	@chmod 644 '$(DESTDIR)$(PKGCONFIGDIR)/gxreport.pc'
ifeq ($(DESTDIR),)
	@PATH="$$PATH:/sbin:/usr/sbin"; ldconfig 2>/dev/null; \
	if ldconfig -p 2>/dev/null | grep -q '=> $(LIBDIR)/gxreport.so$$'; then \
	    echo 'gxreport: installed; in sqlite3: .load gxreport'; \
	else \
	    echo 'gxreport: installed; in sqlite3: .load $(LIBDIR)/gxreport'; \
	    echo 'gxreport: for plain ".load gxreport", run ldconfig with $(LIBDIR) in its' \
	        'configuration, or set LD_LIBRARY_PATH=$(LIBDIR)'; \
	fi
endif

.PHONY: uninstall
uninstall:
	rm -f '$(DESTDIR)$(LIBDIR)/gxreport.so' '$(DESTDIR)$(LIBDIR)/libgxreport-loadable.so' \
	    '$(DESTDIR)$(LIBDIR)/libgxreport.a' '$(DESTDIR)$(INCLUDEDIR)/gxreport.h' \
	    '$(DESTDIR)$(PKGCONFIGDIR)/gxreport.pc'
ifeq ($(DESTDIR),)
	@PATH="$$PATH:/sbin:/usr/sbin"; ldconfig 2>/dev/null || true
endif

# ---- the rest -----------------------------------------------------------------------------------

.PHONY: clean
clean:
	rm -rf $(O)/obj $(O)/gen $(O)/tests $(O)/asan $(O)/fuzz $(O)/bench
	rm -f $(SO) $(STATIC) $(GENERATOR) $(O)/flags $(O)/identity
	rm -f $(O)/demo.db $(O)/county.db $(O)/reports
	-@rmdir $(O) 2>/dev/null || true

.PHONY: format
format:
	$(CLANG_FORMAT) -i $(wildcard ext/*.[ch] ext/*/*.[ch] tests/*/*.[ch])

.PHONY: help
help:
	@echo 'make            builds $(SO) and $(STATIC); installs nothing'
	@echo 'make demo       installs what is missing, builds, and shows what the extension does'
	@echo '                with fifteen reports of fixtures/; REPORTS=DIRECTORY takes others'
	@echo 'make county     writes $(O)/county.db, an invented county to try the views on'
	@echo 'make test       installs what is missing, builds, and runs all tests'
	@echo 'make check      the same, but installs nothing'
	@echo 'make accuracy   how exactly texts are read, undamaged, damaged and cut off'
	@echo 'make bench      what reading costs, beside what reading the text costs; N=20000 ROUNDS=5'
	@echo '                LAYOUT=lines pipes tabs html columns hant utf16; SUITE=threads hostile ...'
	@echo 'make asan       the tests with the address and undefined behaviour sanitizers'
	@echo 'make deps       installs what is missing (apt-get; root or sudo)'
	@echo 'make install    PREFIX=$(PREFIX) LIBDIR=$(LIBDIR) DESTDIR=$(DESTDIR)'
	@echo 'make uninstall  takes that away again'
	@echo 'make fuzz       libFuzzer over all functions and tables; FUZZ=its options'
	@echo 'make format     clang-format over all C files'
	@echo 'make clean      removes what was built in $(O)/'
	@echo 'Variables: CC CFLAGS CPPFLAGS LDFLAGS LDLIBS, WERROR=1, V=1 (shows commands),'
	@echo '           O=build directory'

.DELETE_ON_ERROR:
.SECONDARY:
-include $(wildcard $(O)/obj/*.d $(O)/obj/*/*.d $(O)/obj/*/*/*.d $(O)/tests/*.d)
