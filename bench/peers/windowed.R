# The map of reference/wcc with rMEA's MEAccf; prints the smallest CPU time of three.
suppressMessages(library(rMEA))
input <- read.csv(commandArgs(trailingOnly = TRUE)[1])
mea <- MEA(input, sampRate = 10, s1Name = "a", s2Name = "b")
once <- function() {
  t <- system.time(MEAccf(mea, lagSec = 5, winSec = 30, incSec = 1, r2Z = FALSE, ABS = FALSE))
  sum(t[1:2])
}
cat(min(replicate(3, once())))
