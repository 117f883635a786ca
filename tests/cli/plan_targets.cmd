# Every target of the source plans is in the sample with its figure, and is
# evaluated, or says why it is not.
"$basincheck" assess "$sample"/project.yaml -o out -q 2>/dev/null
awk -F, '
    FNR == 1 { next }
    FNR == NR { plan[$1] = $2 "," $3; order[++n] = $1; next }
    $1 in plan {
        if ($8 "," $9 != plan[$1])
            print $1 ": " plan[$1] " became " $8 "," $9
        said = $3 ($16 == "" ? "" : ": " $16)
        if ($3 == "cannot_judge" && $16 == "")
            print $1 ": no reason"
        if (!(($1, said) in seen))
            words[$1] = words[$1] (words[$1] == "" ? "" : "; ") said
        seen[$1, said] = 1
    }
    END {
        for (i = 1; i <= n; i++)
            print order[i], words[order[i]] == "" ? "NOT THERE" : words[order[i]]
    }' "$data"/plan/plan_targets.csv out/results.csv
