# Fits the files a folder holds with lme4 and writes what it finds as text, for the tests and the benchmark.
#
#   Rscript lme4.R FOLDER [--tight | --trace]
#
# FOLDER/tasks.tsv has a line a task: name, kind (linear | logistic), method (REML | ML | nodes of the quadrature).
# FOLDER/<name>.csv, or .f64 with .shape beside it, has the columns y, unit and the background. --tight asks the optimiser for
# every digit; else lme4 works as it does by itself, but in a logistic model with the quicker of its optimisers and without the
# second derivatives at the end (hundreds of further evaluations). --trace tells each step of the search.
# Answers: <name>.<method>.json with coefficients, standard errors, variances, deviance, unit effects, processor seconds.
suppressPackageStartupMessages(library(lme4))

arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
tight <- "--tight" %in% arguments
trace <- if ("--trace" %in% arguments) 1L else 0L

number <- function(x) paste0("[", paste(formatC(x, digits = 17, format = "g"), collapse = ", "), "]")

read <- function(name) {
  raw <- file.path(folder, paste0(name, ".f64"))
  if (!file.exists(raw)) return(read.csv(file.path(folder, paste0(name, ".csv"))))
  shape <- scan(file.path(folder, paste0(name, ".shape")), what = "", quiet = TRUE)
  columns <- shape[-1]
  values <- readBin(raw, "double", n = as.numeric(shape[1]) * length(columns), endian = "little")
  as.data.frame(matrix(values, ncol = length(columns), dimnames = list(NULL, columns)))
}

fit <- function(pupils, kind, method) {
  pupils$unit <- factor(pupils$unit)
  background <- setdiff(names(pupils), c("y", "unit"))
  formula <- reformulate(c(if (length(background)) background else "1", "(1 | unit)"), "y")
  if (kind == "linear") {
    control <- if (tight) lmerControl(optCtrl = list(xtol_abs = 1e-14, ftol_abs = 1e-14)) else lmerControl()
    return(lmer(formula, pupils, REML = method == "REML", control = control))
  }
  control <- if (tight) glmerControl(tolPwrss = 1e-13, optimizer = "nloptwrap",
    optCtrl = list(xtol_abs = 1e-9, ftol_abs = 1e-12, maxeval = 5000)) else glmerControl(optimizer = "nloptwrap",
    calc.derivs = FALSE)
  glmer(formula, pupils, family = binomial, nAGQ = as.integer(method), control = control, verbose = trace)
}

tell <- function(model, seconds, file) {
  effects <- as.data.frame(ranef(model, condVar = TRUE))
  parts <- as.data.frame(VarCorr(model))
  residual <- if (isLMM(model)) parts$vcov[2] else NaN
  deviance <- if (isLMM(model)) (if (isREML(model)) REMLcrit(model) else deviance(model, REML = FALSE)) else -2 * as.numeric(logLik(model))
  lines <- c(
    paste0("\"coefficients\": ", number(fixef(model))),
    paste0("\"standard_errors\": ", number(sqrt(diag(as.matrix(vcov(model)))))),
    paste0("\"unit_variance\": ", formatC(parts$vcov[1], digits = 17, format = "g")),
    paste0("\"residual_variance\": ", if (is.nan(residual)) "null" else formatC(residual, digits = 17, format = "g")),
    paste0("\"deviance\": ", formatC(deviance, digits = 17, format = "g")),
    paste0("\"units\": ", number(as.numeric(as.character(effects$grp)))),
    paste0("\"effect\": ", number(effects$condval)),
    paste0("\"conditional_se\": ", number(effects$condsd)),
    paste0("\"seconds\": ", formatC(seconds, digits = 6, format = "g")),
    paste0("\"made_by\": \"lme4 ", packageVersion("lme4"), "\""))
  writeLines(c("{", paste0("  ", lines, c(rep(",", length(lines) - 1), "")), "}"), file)
}

tasks <- read.delim(file.path(folder, "tasks.tsv"), colClasses = "character")
for (row in seq_len(nrow(tasks))) {
  task <- tasks[row, ]
  pupils <- read(task$name)
  spent <- system.time(model <- fit(pupils, task$kind, task$method))
  seconds <- spent[["user.self"]] + spent[["sys.self"]]
  tell(model, seconds, file.path(folder, paste0(task$name, ".", task$method, ".json")))
}
