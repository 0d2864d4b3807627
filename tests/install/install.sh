#!/bin/sh
# install.sh KAOJU SOURCE BUILD CC FLAGS: installs BUILD into a new prefix; the command and its data work from there, and a
# program finds the library by pkg-config and by find_package. FLAGS: of the sanitizers, which a static library needs again.
. "$(dirname "$0")/../cli/lib.sh" "$@"
build=$3 cc=$4 flags=$5 prefix=$work/prefix
unset KAOJU_DATA
cmake --install "$build" --prefix "$prefix" >log 2>&1 || fail "cmake --install: $(tail -3 log)"
for file in bin/kaoju include/kaoju.h share/man/man1/kaoju.1 share/bash-completion/completions/kaoju \
    share/zsh/site-functions/_kaoju share/fish/vendor_completions.d/kaoju.fish share/kaoju/dict share/kaoju/rules/phases.yaml; do
    [ -e "$prefix/$file" ] || fail "$file is not installed"
done
[ -z "$(find "$prefix" -name '*.py')" ] || fail "generators are installed: $(find "$prefix" -name '*.py')"

# The command reads the data beside it, not that of the source tree it came from: with a broken rule it says where.
mv prefix moved # an installation can be moved
prefix=$work/moved
echo '去年，埃及与土耳其的双边贸易额达88亿美元。' >page.txt
code 0 moved/bin/kaoju extract --date 2025-06-18 page.txt
says out '"number":"8800000000"'
cp out want
code 0 "$kaoju" extract --date 2025-06-18 page.txt
cmp -s out want || fail "the installed command says something else"
cp moved/share/kaoju/rules/ordinals.yaml saved
echo '  - nonsense' >>moved/share/kaoju/rules/ordinals.yaml
code 4 moved/bin/kaoju rules lint
says err "$work/moved/share/kaoju/rules/ordinals.yaml:"
cp saved moved/share/kaoju/rules/ordinals.yaml

# Programs elsewhere are told where the data is: this prefix is not the one that was configured.
pc=$(dirname "$(find "$prefix" -name kaoju.pc)")
export PKG_CONFIG_PATH="$pc" KAOJU_DATA="$prefix/share/kaoju"
libraries=$(dirname "$pc")
if command -v pkg-config >/dev/null; then
    [ "$(realpath "$(pkg-config --variable=datadir kaoju)")" = "$KAOJU_DATA" ] || fail "datadir: $(pkg-config --variable=datadir kaoju)"
    # shellcheck disable=SC2046,SC2086 # words
    "$cc" $flags "$source/tests/install/consumer.c" $(pkg-config --cflags --libs kaoju) -o by_pkg_config 2>err || fail "pkg-config: $(tail -5 err)"
    code 0 env LD_LIBRARY_PATH="$libraries" ./by_pkg_config
    says out 'kaoju 0.1.0, rules: many'
fi
cmake -S "$source/tests/install" -B consumer -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="$cc" -DCMAKE_C_FLAGS="$flags" >log 2>&1 &&
    cmake --build consumer >>log 2>&1 || fail "find_package: $(tail -5 log)"
code 0 consumer/consumer
says out 'kaoju 0.1.0, rules: many'
[ "$(realpath "$(cat consumer/data)")" = "$KAOJU_DATA" ] || fail "kaoju_DATA_DIR: $(cat consumer/data)"
finish
