# Where words stand before the verb, what is not one, and a full disk behind standard output.
try() { echo "\$ $*"; "$basincheck" "$@" 2>&1 | head -n "${lines:-2}"; }
for words in "--language zh help" "--language=zh -h" "help"; do lines=1 try $words; done
try --language
try --languages zh help
try trace --language=zh
try trace --language fr x.yaml
try trace --language english x.yaml
try trace x.yaml -- --language zh
try frobnicate
try tracee
echo '--- the locale, by its three variables'
LC_ALL='' LC_MESSAGES=zh_CN.UTF-8 "$basincheck" help | sed -n 1,1p
LC_ALL='' LC_MESSAGES='' LANG=zh_CN.UTF-8 "$basincheck" help | sed -n 1,1p
env -u LC_ALL -u LC_MESSAGES -u LANG "$basincheck" help | sed -n 1,1p
echo '--- threads of the environment'
BASINCHECK_THREADS='' "$basincheck" trace 2>&1 | sed -n 1,1p
try trace --threads '' x.yaml
echo '--- a version for each library'
"$basincheck" --version | sed 's/ .*//'
"$basincheck" -V | wc -l
echo '--- nothing takes what is printed'
for line in help --version --json-usage "init --postgres" frobnicate; do
    "$basincheck" $line >/dev/full 2>err; echo "$line: $?"; tail -n 1 err
done
try map --output - x.yaml
try assess -o - x.yaml
