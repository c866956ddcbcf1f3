from debian
env A b
  run touch /a   
Run touch /b

cmd ["a"]