package main

func main() { println("tick") }
