# What tests/spec/spec makes of right, wrong and malformed examples. $1 is the program.
spec=$1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failures=0

# page CODE TEXT NAME: the page NAME read from standard input gives the exit code, and its output has the text
page() {
    cat >"$work/$3.md"
    "$spec" "$work/$3.md" >"$work/out" 2>&1
    code=$?
    if [ "$code" != "$1" ] || ! grep -qF -- "$2" "$work/out"; then
        echo "FAIL: $3: exit $code, not $1, or no «$2» in: $(cat "$work/out") for: $(cat "$work/$3.md")"
        failures=1
    fi
}

# wrong LINE: an example with this expectation must fail
wrong() {
    page 1 '1 of 2 examples hold' wrong <<END
\`\`\`example 2025-06-18
港口2024年吞吐量为300万吨，李明说。
.
DATE 2024年 {"edtf": "2024"}
\`\`\`

\`\`\`example 2025-06-18
港口2024年吞吐量为300万吨，2025年为400万吨。
.
$1
\`\`\`
END
}

page 0 '4 of 4 examples hold' right <<'END'
# A page

```example 2025-06-18
港口2024年吞吐量为300万吨，
2025年为400万吨。
.
DATE 2024年 {"edtf": "2024", "mod": null, "span": {"line": 1}}
DATE 2025年 {"relative": false, "anchor": null, "edtf": "*", "span": {"line": 2}}
FIGURE 300万吨 {"number": "3000000", "unit": "t", "significant_digits": 3}
FIGURE 400万吨 {"unit": {"code": "t", "text": "吨"}}
no PERSON
no COUNTRY
no ENTITY
```

```sh
no example
```

```example
中国和法国签署协议。
.
COUNTRY 中国
COUNTRY 法国 {"entity": "法国"}
ENTITY country:FR {"type": "COUNTRY", "links": {"iso": "FR"}}
ENTITY country:C*
```

```example
2025 年 6
月 18 日举行
.
DATE 2025年6月18日
ARTICLE {"date_source": "nearest"}
```

```example 2025-06-18
没有数字
.
no DATE
no FIGURE
no RELATION
```
END

wrong 'DATE 2024年'                                     # one missing
wrong 'no DATE'
wrong 'DATE 2023年
DATE 2025年'                                            # another text
wrong 'DATE 2025年
DATE 2024年'                                            # another order
wrong 'DATE 2024年
DATE 2025年
DATE 2025年'                                            # one too many
wrong 'DATE 2024年 {"edtf": "2023"}
DATE 2025年'
wrong 'DATE 2024年
DATE 2025年 {"relative": true}'
wrong 'DATE 2024年 {"edtf": null}
DATE 2025年'
wrong 'DATE 2024年 {"nothing": "here"}
DATE 2025年'
wrong 'DATE 2024年 {"anchor": "*"}
DATE 2025年'
wrong 'FIGURE 300万吨 {"unit": "kg"}
FIGURE 400万吨'
wrong 'FIGURE 300万吨 {"significant_digits": 4}
FIGURE 400万吨'
wrong 'FIGURE 300万吨 {"unit": {"text": "公斤"}}
FIGURE 400万吨'
wrong 'FIGURE 300万吨 {"kind": {"text": null}}
FIGURE 400万吨'
wrong 'FIGURE 300万吨
FIGURE 400万吨 {"entity": "吨"}'
wrong 'PERSON 李明'
wrong 'ENTITY country:FR'
wrong 'RELATION holds_post'
wrong 'ARTICLE {"date_source": "dateline"}'

# malformed NAME MESSAGE: an error with its line
malformed() {
    page 2 "$2" "$1"
}
malformed empty 'no examples' </dev/null
malformed open ':2: error: the example does not end' <<'END'

```example
text
.
DATE 2024年
END
malformed dotless ':3: error: no line with a dot' <<'END'
```example
DATE 2024年
```
END
malformed silent ':1: error: an example needs a text' <<'END'
```example
2024年
.
```
END
malformed textless ':1: error: an example needs a text' <<'END'
```example
.
no DATE
```
END
malformed type ":4: error: no such type: 'DTAE'" <<'END'
```example
2024年
.
no DTAE
```
END
malformed json ':4: error: bad JSON' <<'END'
```example
2024年
.
DATE 2024年 {"edtf": "2024"
```
END
malformed twice ':4: error: bad JSON' <<'END'
```example
2024年
.
DATE 2024年 {"edtf": "2024", "edtf": "2025"}
```
END
malformed hollow ':4: error: the object says nothing' <<'END'
```example
2024年
.
DATE 2024年 {}
```
END
malformed blank ':4: error: an expectation is' <<'END'
```example
2024 年
.
DATE 2024 年
```
END
malformed nameless ':4: error: an expectation is' <<'END'
```example
2024年
.
DATE {"edtf": "2024"}
```
END
malformed both ":5: error: 'no DATE' and" <<'END'
```example
2024年
.
no DATE
DATE 2024年
```
END
malformed date ':1: error: a reference date is' <<'END'
```example 2025-6-18
2024年
.
DATE 2024年
```
END
"$spec" "$work/missing.md" 2>/dev/null
[ $? = 2 ] || { echo 'FAIL: a missing file'; failures=1; }
exit $failures
