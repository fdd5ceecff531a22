/** fish filters by itself, splits descriptions off at the tab, and adds no space after `/`, `=` and `:`. */
export const FISH = `# fish completion for kubectl-nodeport

# Fills the candidates; false where the shell is to complete files.
function __kubectl_nodeport_prepare
    # As it was typed, quotes and variables too, up to the cursor; variables may be set before it.
    set -l current (commandline -ct)
    set -l typed (commandline -pc | string collect)
    set -l request (string replace -r '^\\s*((?:\\w+=\\S*\\s+)*\\S+)' '$1 __complete' -- "$typed" | string collect)
    if test -z "$current"
        set -a request "''"
    end
    set -l lines (eval $request 2>/dev/null)
    set -g __kubectl_nodeport_candidates
    if not string match -qr '^:[0-9]+$' -- "$lines[-1]"
        return 0
    end
    if contains -- $lines[-1] :0 :16
        return 1
    end
    # Of \`--flag=value\` only the value is offered; fish wants the whole word.
    set -l flag (string match -r -- '^-[^=]*=' "$current")
    if test (count $lines) -gt 1
        set -g __kubectl_nodeport_candidates "$flag"$lines[1..-2]
    end
end

complete -c kubectl-nodeport -e
complete -c kubectl-nodeport -n __kubectl_nodeport_prepare -f -a '$__kubectl_nodeport_candidates'
`;
