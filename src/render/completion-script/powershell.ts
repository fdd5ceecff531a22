/** Near to spf13/cobra 1.10, powershell_completions.go, without its debugging. Status: documented, not run here. */
export const POWERSHELL = `# PowerShell completion for kubectl-nodeport; after that of spf13/cobra (Apache-2.0), which kubectl's own is.

filter __kubectl_nodeport_escape {
    $_ -replace '\\s|#|@|\\$|;|,|''|\\{|\\}|\\(|\\)|"|\`|\\||<|>|&','\`$&'
}

[scriptblock]\${__kubectl_nodeportCompleterBlock} = {
    param($WordToComplete, $CommandAst, $CursorPosition)

    # Up to the cursor; the command line ends before its last space.
    $Command = $CommandAst.CommandElements
    $Command = "$Command"
    if ($Command.Length -gt $CursorPosition) {
        $Command = $Command.Substring(0, $CursorPosition)
    }
    $Program, $Arguments = $Command.Split(" ", 2)
    $RequestComp = "$Program __complete $Arguments"

    # $WordToComplete is wrong where the cursor was moved.
    if ($WordToComplete -ne "") {
        $WordToComplete = $Arguments.Split(" ")[-1]
    }
    # Of --flag=value only the value is offered.
    $IsEqualFlag = ($WordToComplete -Like "--*=*")
    if ($IsEqualFlag) {
        $Flag, $WordToComplete = $WordToComplete.Split("=", 2)
    }
    if ($WordToComplete -eq "" -And (-Not $IsEqualFlag)) {
        # Before PowerShell 7.2, or where arguments are passed in the old way, an empty one has to be written \`"\`".
        if ($PSVersionTable.PsVersion -lt [version]'7.2.0' -or
            ($PSVersionTable.PsVersion -lt [version]'7.3.0' -and -not [ExperimentalFeature]::IsEnabled("PSNativeCommandArgumentPassing")) -or
            (($PSVersionTable.PsVersion -ge [version]'7.3.0' -or [ExperimentalFeature]::IsEnabled("PSNativeCommandArgumentPassing")) -and
              $PSNativeCommandArgumentPassing -eq 'Legacy')) {
            $RequestComp = "$RequestComp" + ' \`"\`"'
        } else {
            $RequestComp = "$RequestComp" + ' ""'
        }
    }

    Invoke-Expression -OutVariable out "$RequestComp" 2>&1 | Out-Null

    [int]$Directive = $Out[-1].TrimStart(':')
    $Out = $Out | Where-Object { $_ -ne $Out[-1] }

    $Longest = 0
    [Array]$Values = $Out | ForEach-Object {
        $Name, $Description = $_.Split("\`t", 2)
        if ($Longest -lt $Name.Length) {
            $Longest = $Name.Length
        }
        # A CompletionResult does not take an empty description.
        if (-Not $Description) {
            $Description = " "
        }
        New-Object -TypeName PSCustomObject -Property @{
            Name = "$Name"
            Description = "$Description"
        }
    }

    $Space = " "
    if (($Directive -band 2) -ne 0) {
        $Space = ""
    }
    if (($Directive -band 16) -ne 0) {
        return
    }

    $Values = $Values | Where-Object {
        $_.Name -like "$WordToComplete*"
        if ($IsEqualFlag) {
            $_.Name = $Flag + "=" + $_.Name
        }
    }
    $Values = $Values | Sort-Object -Property Name

    if (($Directive -band 4) -ne 0) {
        if ($Values.Length -eq 0) {
            # Nothing would let PowerShell complete paths.
            ""
            return
        }
    }

    $Mode = (Get-PSReadLineKeyHandler | Where-Object { $_.Key -eq "Tab" }).Function

    $Values | ForEach-Object {
        $comp = $_ # the switch overwrites $_
        switch ($Mode) {
            # As in bash
            "Complete" {
                if ($Values.Length -eq 1) {
                    $CompletionText = $($comp.Name | __kubectl_nodeport_escape) + $Space
                    if ($ExecutionContext.SessionState.LanguageMode -eq "FullLanguage") {
                        [System.Management.Automation.CompletionResult]::new($CompletionText, "$($comp.Name)", 'ParameterValue', "$($comp.Description)")
                    } else {
                        $CompletionText
                    }
                } else {
                    while ($comp.Name.Length -lt $Longest) {
                        $comp.Name = $comp.Name + " "
                    }
                    if ($($comp.Description) -eq " ") {
                        $Description = ""
                    } else {
                        $Description = "  ($($comp.Description))"
                    }
                    $CompletionText = "$($comp.Name)$Description"
                    if ($ExecutionContext.SessionState.LanguageMode -eq "FullLanguage") {
                        [System.Management.Automation.CompletionResult]::new($CompletionText, "$($comp.Name)$Description", 'ParameterValue', "$($comp.Description)")
                    } else {
                        $CompletionText
                    }
                }
            }

            # As in zsh: the description is a tool tip
            "MenuComplete" {
                $CompletionText = $($comp.Name | __kubectl_nodeport_escape) + $Space
                if ($ExecutionContext.SessionState.LanguageMode -eq "FullLanguage") {
                    [System.Management.Automation.CompletionResult]::new($CompletionText, "$($comp.Name)", 'ParameterValue', "$($comp.Description)")
                } else {
                    $CompletionText
                }
            }

            # TabCompleteNext, and what may come: without a space, which is typed anyway
            Default {
                $CompletionText = $($comp.Name | __kubectl_nodeport_escape)
                if ($ExecutionContext.SessionState.LanguageMode -eq "FullLanguage") {
                    [System.Management.Automation.CompletionResult]::new($CompletionText, "$($comp.Name)", 'ParameterValue', "$($comp.Description)")
                } else {
                    $CompletionText
                }
            }
        }
    }
}

Register-ArgumentCompleter -CommandName 'kubectl-nodeport' -ScriptBlock \${__kubectl_nodeportCompleterBlock}
`;
