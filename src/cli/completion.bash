# SPDX-License-Identifier: MIT
# bash completion of basincheck: verbs and options are asked of the program's
# own help, so that they are never out of date.
_basincheck() {
    local word=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]} words=
    COMPREPLY=()
    if [[ $COMP_CWORD -eq 1 ]]; then
        words=$(basincheck --help 2>/dev/null | sed -n 's/^  \([a-z]*\)  .*/\1/p')
        words="$words --help --version"
    elif [[ $word == -* ]]; then
        words=$(basincheck "$verb" --help 2>/dev/null |
            grep -oE -- '^ +(-[a-zA-Z], )?--[a-z-]+' | grep -oE -- '--[a-z-]+')
    fi
    if [[ $words ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    else
        compopt -o default 2>/dev/null
    fi
}
complete -F _basincheck basincheck
