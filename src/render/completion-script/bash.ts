/** After spf13/cobra 1.10, bash_completionsV2.go: bash replaces only what follows its last word break, and writes what it is given as it is. */
export const BASH = `# bash completion for kubectl-nodeport; it needs the package bash-completion.

__kubectl_nodeport()
{
    local cur prev words cword split
    COMPREPLY=()
    # \`:\` and \`=\` are parts of a word here, whatever bash parts words at.
    if declare -F _init_completion >/dev/null 2>&1; then
        _init_completion -n =: || return
    else
        _get_comp_words_by_ref -n =: cur prev words cword
    fi

    # As it was typed, quotes and variables too, up to the cursor.
    local request="\${words[0]} __complete \${words[*]:1:cword-1} \${cur:-''}"
    local out directive
    out=$(eval "$request" 2>/dev/null)
    directive=\${out##*:}
    out=\${out%:*}
    [[ $directive =~ ^[0-9]+$ ]] || return

    # Of \`--flag=value\` only the value is offered.
    if [[ $cur == -*=* ]]; then
        cur=\${cur#*=}
    fi
    # bash 3.2, which Macs have, has no compopt.
    if [[ $(type -t compopt) == builtin ]]; then
        ((directive & 2)) && compopt -o nospace
        ((directive & 4)) && compopt +o default
    fi
    if ((directive & 16)); then
        _filedir -d
        return
    fi

    local tab=$'\\t' line word longest=0
    local -a descriptions=()
    while IFS='' read -r line; do
        [[ -z $line ]] && continue
        printf -v word '%q' "\${line%%$tab*}"
        [[ $word == "$cur"* ]] || continue
        COMPREPLY+=("$word")
        line+=$tab # there may be none
        line=\${line#*$tab}
        descriptions+=("\${line%$tab}")
        ((\${#word} > longest)) && longest=\${#word}
    done <<<"$out"

    # A single one is written on the line, as is each in its turn where somebody has set menu-complete.
    if ((\${#COMPREPLY[@]} > 1)) && [[ \${COMP_TYPE-} != 37 && \${COMP_TYPE-} != 42 ]]; then
        __kubectl_nodeport_describe
    fi
    __kubectl_nodeport_rest :
    __kubectl_nodeport_rest =
}

# In two columns, as wide as the window. What several begin with is written on the line: so they stay quoted.
__kubectl_nodeport_describe()
{
    local index word description width=$((\${COLUMNS:-80} - longest - 4))
    ((width > 8)) || return
    for index in "\${!COMPREPLY[@]}"; do
        description=\${descriptions[index]}
        [[ -z $description ]] && continue
        ((\${#description} > width)) && description="\${description:0:width-1}…"
        printf -v word '%-*s' "$longest" "\${COMPREPLY[index]}"
        COMPREPLY[index]="$word  ($description)"
    done
}

# bash puts what is completed behind the last of its own word breaks.
__kubectl_nodeport_rest()
{
    local before index
    if [[ $cur == *"$1"* && $COMP_WORDBREAKS == *"$1"* ]]; then
        before=\${cur%"\${cur##*"$1"}"}
        for index in "\${!COMPREPLY[@]}"; do
            COMPREPLY[index]=\${COMPREPLY[index]#"$before"}
        done
    fi
}

if [[ $(type -t compopt) == builtin ]]; then
    complete -o default -F __kubectl_nodeport kubectl-nodeport
else
    complete -o default -o nospace -F __kubectl_nodeport kubectl-nodeport
fi
`;
