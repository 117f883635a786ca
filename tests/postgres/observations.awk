# SPDX-License-Identifier: MIT
# Observations in the long form, two years of them, by section and time: nearly
# all of them in order, some of each kind that is not. -v sections="A1 A2 ..."
function random(n) {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return int(seed / 65536) % n
}
function row(section, time, item, unit, value, condition) {
    print section "," time "," item "," unit "," value "," condition
}
# One in n hundred rows has this wrong with it.
function slip(n) { return random(n * 100) == 0 }
BEGIN {
    seed = 42
    n_sections = split(sections, section, " ")
    n_items = split("pH 溶解氧 高锰酸盐指数 氨氮 总磷 总氮", item, " ")
    print "section,time,item,unit,value,condition"
    for (s = 1; s <= n_sections; s++) {
        row(section[s], "2018-05-01 00:00:00", item[1 + s % 6], "", 7, "")
        for (m = 0; m < 24; m++)
            for (d = 1; d <= 28; d += 3)
                for (h = 0; h < 24; h += 12)
                    sample(section[s], s, sprintf("%04d-%02d-%02d %02d:00:00",
                           2020 + int(m / 12), m % 12 + 1, d, h))
    }
}
function sample(name, s, time,    i, unit, value, condition, early) {
    early = substr(time, 1, 11)
    for (i = 1; i <= n_items; i++) {
        unit = "mg/L"
        condition = ""
        if (i == 1) { value = sprintf("%.2f", 6.5 + random(250) / 100); unit = "" }
        else if (i == 2) value = sprintf("%.1f", 4 + random(80) / 10)
        else if (i == 3) value = sprintf("%.2f", 1 + random(800) / 100)
        else if (i == 4) value = sprintf("%.3f", random(1200) / 1000)
        else if (i == 5) value = sprintf("%.3f", random(120) / 1000)
        else value = sprintf("%.2f", random(300) / 100)
        if (i == 4 && random(9) == 0) { value = "0.025"; condition = "<" }
        if (i == 5 && s % 3 == 0) { value *= 1000; unit = "μg/L" }
        if (slip(9)) value = ""
        row(name, time, item[i], unit, value, condition)
        if (slip(9)) row(name, time, item[i], unit, value, condition)
        if (slip(9)) row(name, time, item[i], unit, value + 0.1, condition)
        if (slip(20)) row(name, time, item[i], unit, -1, "")
        if (slip(20)) row("\"O'Hara \"\"断面\"\"\"", time, item[i], unit, value, "")
        if (slip(20)) row(name, time, "it's; no -- item", "mg/L", 12, "")
        if (slip(20)) row(name, time, "TP", "mg/L", 0.05, "")
        if (slip(20)) row(name, time, "氨氮", "mg/L", 0.02, " < ")
        if (slip(20)) row(name, time, "总磷", "mg/L", "", "Not Detected")
        if (slip(20)) row(name, time, "铜", "mg/L", 0.00000000001, "")
    }
}
